"""A Slurm cluster on this machine: the real daemons, on the loopback interface, with all their files in one folder."""

import os
import pathlib
import shutil
import socket
import subprocess
import time

NODES = ["node1", "node2"]
# What the nodes are said to have: Slurm shares out what it believes in.
CPUS = 4
MEBIBYTES = 8192
# In seconds. A node that does not answer for so long, and to a few messages, is given up.
PATIENCE = 5

CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmctldPidFile={folder}/slurmctld.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmdLogFile={folder}/slurmd-%n.log
SlurmdSpoolDir={folder}/spool-%n
SlurmdParameters=config_overrides
SlurmdTimeout={patience}
MessageTimeout=3
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
SchedulerType=sched/builtin
KillWait=2
CompleteWait=0
ReturnToService=2
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""
NODE = "NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs={cpus} RealMemory={memory} State=UNKNOWN\n"


class Unavailable(Exception):
    """Why there can be no cluster on this machine."""


class Loopback:
    """A running cluster, within `with`.

    Each node has a PID namespace of its own: when that is ended, so is all that ran on the node, as if its plug had been pulled.
    """

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {
            **os.environ, "SLURM_CONF": str(self.folder / "slurm.conf"),
            "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}
        self.daemons = {}

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        if os.getuid() != 0:
            raise Unavailable("starting Slurm's daemons for two nodes needs root")
        if subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "true"], capture_output=True).returncode != 0:
            raise Unavailable("no PID namespace can be made here, which a node needs")
        self.write_configuration()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        files = [f"--{name}={self.folder}/munge.{name.removesuffix('-file')}"
                 for name in ["socket", "key-file", "log-file", "pid-file", "seed-file"]]
        self.launch("munged", ["munged", "--foreground", "--force", *files])
        self.expect("munged answers", lambda: (self.folder / "munge.socket").exists())
        self.launch("slurmctld", ["slurmctld", "-D", "-i"])
        for node in NODES:
            self.plug_in(node)
        self.expect("both nodes are idle", lambda: self.ask("sinfo", "-h", "-o", "%T %D").split() == ["idle", "2"])

    def write_configuration(self):
        self.folder.mkdir(parents=True)
        for name in ["state", *(f"spool-{node}" for node in NODES)]:
            (self.folder / name).mkdir()
        host = socket.gethostname().partition(".")[0]
        ports = free_ports(1 + len(NODES))
        text = CONFIGURATION.format(folder=self.folder, host=host, ports=ports, patience=PATIENCE)
        for name, port in zip(NODES, ports[1:]):
            text += NODE.format(name=name, host=host, port=port, cpus=CPUS, memory=MEBIBYTES)
        (self.folder / "slurm.conf").write_text(text)

    def plug_in(self, node):
        self.launch(node, ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "slurmd", "-D", "-N", node])

    def pull_the_plug(self, node):
        daemon = self.daemons.pop(node)
        daemon.kill()
        daemon.wait()

    def launch(self, name, command):
        program = shutil.which(command[0], path=self.environment["PATH"])
        with open(self.folder / f"{name}.out", "ab") as output:
            self.daemons[name] = subprocess.Popen(
                [program, *command[1:]], env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def stop(self):
        """Ends what was started, the last first."""
        for name in reversed(list(self.daemons)):
            daemon = self.daemons.pop(name)
            daemon.kill() if name in NODES else daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()

    def ask(self, *command):
        """What one of Slurm's commands answers; nothing if it fails, as it may while the cluster starts."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout

    def expect(self, what, condition, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            ended = [name for name, daemon in self.daemons.items() if daemon.poll() is not None]
            if ended or time.monotonic() > end:
                words = [f"{name} ended" for name in ended] or [f"after {seconds} s it is not so that {what}"]
                raise Unavailable("; ".join(words) + "\n" + self.last_words())
            time.sleep(0.1)

    def last_words(self):
        """The ends of the daemons' logs."""
        logs = sorted([*self.folder.glob("*.log"), *self.folder.glob("*.out")])
        return "\n".join(f"  {log.name}: {line}" for log in logs for line in log.read_text(errors="replace").splitlines()[-3:])


def free_ports(count):
    """Ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
