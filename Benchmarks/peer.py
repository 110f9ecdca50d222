"""The notebook peer: papermill and nbconvert in a virtual environment of their own under .build."""

from environment import installed, without_own_settings
import notebook


class Peer:
    def __init__(self, folder, requirements):
        self.folder = folder
        self.programs = installed(folder / "bench-venv", requirements, "papermill and nbconvert")
        self.notebook = folder / "bench" / "exercises.ipynb"
        notebook.write(self.notebook)
        self.environment = without_own_settings(self.programs, folder / "bench" / "jupyter")

    def papermill(self):
        return [self.programs / "papermill", "--no-progress-bar", self.notebook, self.output("papermill")]

    def nbconvert(self):
        return [
            self.programs / "jupyter-nbconvert", "--log-level=ERROR", "--to=notebook", "--execute", self.notebook,
            f"--output={self.output('nbconvert')}",
        ]

    def output(self, tool):
        return self.folder / "bench" / f"{tool}.ipynb"
