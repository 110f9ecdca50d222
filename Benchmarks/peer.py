"""The notebook peer: papermill and nbconvert in a virtual environment of their own under .build."""

import os
import shutil
import subprocess
import sys

import notebook


class Peer:
    def __init__(self, folder, requirements):
        self.folder = folder
        self.programs = folder / "bench-venv" / "bin"
        self.notebook = folder / "bench" / "exercises.ipynb"
        self._install(requirements)
        notebook.write(self.notebook)
        # The user's own settings of Jupyter and IPython stay out of it.
        places = {name: str(folder / "bench" / "jupyter") for name in JUPYTER_FOLDERS}
        self.environment = {**os.environ, **places, "PATH": f"{self.programs}:{os.environ['PATH']}"}

    def _install(self, requirements):
        """Makes the environment unless there is one with exactly these requirements."""
        venv = self.folder / "bench-venv"
        stamp = venv / "requirements.txt"
        if stamp.exists() and stamp.read_text() == requirements.read_text():
            return
        print("installing papermill and nbconvert under .build …", file=sys.stderr)
        shutil.rmtree(venv, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", venv], capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit("The peer needs Python's venv module. On Debian: apt-get install -y python3-venv\n" + made.stdout)
        subprocess.run(
            [self.programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--requirement", requirements],
            check=True)
        shutil.copy(requirements, stamp)

    def papermill(self):
        return [self.programs / "papermill", "--no-progress-bar", self.notebook, self.output("papermill")]

    def nbconvert(self):
        return [
            self.programs / "jupyter-nbconvert", "--log-level=ERROR", "--to=notebook", "--execute", self.notebook,
            f"--output={self.output('nbconvert')}",
        ]

    def output(self, tool):
        return self.folder / "bench" / f"{tool}.ipynb"


JUPYTER_FOLDERS = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
