"""This project's side: the commands that run the benchmark's lessons, and the caches they find."""

import json
import os
import shutil
import subprocess

EXERCISES = ["feature-map", "pooled-map", "cross-entropy"]


def trusting(folder):
    """A folder of settings by which lessons in a folder run without the sandbox, as one's own do."""
    settings = folder / "settings"
    (settings / "lesson-run").mkdir(parents=True, exist_ok=True)
    (settings / "lesson-run" / "trusted").write_text(f"{folder.resolve()}\n")
    return str(settings)


class LessonRun:
    def __init__(self, program, sources, folder):
        self.program = program
        self.sources = sources
        self.folder = folder
        self.cache = folder / "cache"
        self.kept = folder / "kept"
        self.kept.mkdir(exist_ok=True)
        self.environment = {**os.environ, "LESSON_RUN_CACHE": str(self.cache), "XDG_CONFIG_HOME": trusting(folder)}
        for name in ["three-exercises", "nothing"]:
            shutil.copy(self.source(name), self.lesson(name))

    def source(self, name):
        return self.sources / f"{name}.md"

    def lesson(self, name):
        return self.folder / f"{name}.md"

    def command(self, name):
        return [self.program, self.lesson(name)]

    def forget_everything(self):
        shutil.rmtree(self.cache, ignore_errors=True)

    def forget_programs(self):
        shutil.rmtree(self.cache / "programs", ignore_errors=True)

    def edit(self, name, exercise, attempt):
        """Saves the lesson with a constant in one exercise's cell that no earlier run has seen. The answer stays right."""
        self.save(name, {exercise: f"let attempt = {attempt}"})

    def save(self, name, additions):
        """Saves the lesson with a line more at the top of some exercises' cells."""
        lines = self.source(name).read_text().splitlines(keepends=True)
        for exercise, addition in additions.items():
            fence = next(n for n, line in enumerate(lines) if line.startswith(f"```swift exercise {exercise} "))
            lines.insert(fence + 1, f"{addition}\n")
        self.lesson(name).write_text("".join(lines))

    def restore(self, name):
        shutil.copy(self.source(name), self.lesson(name))

    def compiler_command(self, name, exercise):
        """The compiler's command for the cell as it stands: exactly what `lesson-run` starts for its program."""
        environment = {**self.environment, "LESSON_RUN_KEEP": str(self.kept)}
        subprocess.run(self.command(name), env=environment, check=True, stdout=subprocess.DEVNULL)
        return (self.kept / f"exercise-{exercise}.command").read_text().splitlines()

    def figures(self):
        """What the learner's cells computed, by exercise: the numbers row by row."""
        report = subprocess.run(
            [self.program, "run", "--json", self.lesson("three-exercises")], env=self.environment, check=True,
            stdout=subprocess.PIPE)
        values = {e["name"]: e["answers"][0]["value"] for e in json.loads(report.stdout)["exercises"]}
        return {name: value["scalars"] if isinstance(value, dict) else [value] for name, value in values.items()}
