"""Virtual environments for the peers, under .build."""

import os
import shutil
import subprocess
import sys

JUPYTER_FOLDERS = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]


def installed(venv, requirements, what):
    """Makes the environment unless there is one with exactly these requirements. Returns the folder of its programs."""
    stamp = venv / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        install(venv, requirements, what)
        shutil.copy(requirements, stamp)
    return venv / "bin"


def install(venv, requirements, what):
    print(f"installing {what} under .build …", file=sys.stderr)
    shutil.rmtree(venv, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", venv], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit("The peer needs Python's venv module. On Debian: apt-get install -y python3-venv\n" + made.stdout)
    subprocess.run(
        [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--requirement", requirements],
        check=True)


def without_own_settings(programs, folder):
    """The environment for the peer's programs: the user's own settings of Jupyter and IPython stay out of it."""
    places = {name: str(folder) for name in JUPYTER_FOLDERS}
    return {**os.environ, **places, "PATH": f"{programs}:{os.environ['PATH']}"}
