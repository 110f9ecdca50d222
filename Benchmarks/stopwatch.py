"""Wall-clock times of commands, by name, and the memory that they took."""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time


class Stopwatch:
    def __init__(self):
        self.times = {}
        self.memory = {}

    def run(self, name, command, environment):
        """Runs a command, whose failure ends the benchmark: a run that did not do the work must not count."""
        self.run_together(name, [command], environment)

    def run_together(self, name, commands, environment, folder=None, watch=None):
        """Runs commands at the same time, until the last has ended.

        `watch` is called with each command's process once it has started.
        """
        logs = [tempfile.TemporaryFile() for _ in commands]
        start = time.perf_counter()
        processes = [
            subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
            for command, log in zip(commands, logs)
        ]
        if watch is not None:
            for process in processes:
                watch(process)
        for process in processes:
            process.wait()
        self.times.setdefault(name, []).append(time.perf_counter() - start)
        for process, log in zip(processes, logs):
            with log:
                if process.returncode != 0:
                    log.seek(0)
                    message = log.read().decode(errors="replace")
                    sys.exit(f"{name} could not be measured: exit status {process.returncode}\n{message}")

    def run_watched(self, name, command, environment):
        """Runs a command and keeps the most memory that its own processes had at once, in bytes.

        The kernel's account of an ended process would do, were it not one with that of the processes it has waited for: of the
        compilers.
        """
        peak = PeakMemory()
        self.run_together(name, [command], environment, watch=peak.follow)
        self.memory.setdefault(name, []).append(peak.bytes())

    def median(self, name):
        return statistics.median(self.times[name])

    def line(self, name, width=44):
        """The median and the range."""
        times = self.times[name]
        shown = [f"{1000 * seconds:8.0f} ms" for seconds in (self.median(name), min(times), max(times))]
        return f"  {name:<{width}}" + "".join(shown)


class PeakMemory:
    """The high-water mark of a program's resident memory, read until it is gone: of its process and of those that it split into,
    which run the same program."""

    def follow(self, process):
        self.kibibytes = {}
        self.process = pathlib.Path(f"/proc/{process.pid}")
        self.program = (self.process / "exe").resolve()
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self):
        while (peak := self._peak(self.process)) is not None:
            self.kibibytes[self.process] = peak
            for part in self._parts():
                self.kibibytes[part] = self._peak(part) or self.kibibytes.get(part, 0)
            time.sleep(0.01)

    def _parts(self):
        try:
            numbers = (self.process / "task" / self.process.name / "children").read_text().split()
            parts = [self.process.parent / number for number in numbers]
            return [part for part in parts if (part / "exe").resolve() == self.program]
        except OSError:
            return []

    def _peak(self, process):
        """A process that has ended, but is not yet waited for, has a status without memory."""
        try:
            lines = (process / "status").read_text().splitlines()
        except OSError:
            return None
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)

    def bytes(self):
        self.thread.join()
        return 1024 * sum(self.kibibytes.values())
