"""This project's side of the grading benchmark: the class's submissions as lessons, and the grades that they got."""

import csv
import os
import subprocess

from aside import Aside


class LessonGrade:
    def __init__(self, program, lesson, folder):
        self.program = program
        self.lesson = lesson
        self.folder = folder
        self.cache = folder / "cache"
        self.environment = {**os.environ, "LESSON_RUN_CACHE": str(self.cache)}
        self.aside = Aside(folder / "graded")
        for name in ["classes", "results"]:
            self.aside.put(folder / name)

    def write(self, submissions):
        """Hands in what the students made of the learners' copy."""
        copy = self.folder / "learners-copy.md"
        subprocess.run(
            [self.program, "release", self.lesson, "-o", copy], env=self.environment, check=True, capture_output=True)
        folder = self.handed_in(len(submissions))
        folder.mkdir(parents=True)
        for one in submissions:
            (folder / f"{one.student}.md").write_text(one.as_lesson(copy.read_text()))

    def handed_in(self, count):
        return self.folder / "classes" / str(count)

    def results(self, count):
        return self.folder / "results" / str(count)

    def forget(self, count):
        """Forgets the grades and all compiled programs; the compiler's own module cache stays."""
        self.aside.put(self.results(count))
        self.aside.put(self.cache / "programs")

    def command(self, count):
        return [self.program, "grade", self.lesson, self.handed_in(count), "--results", self.results(count)]

    def scores(self, count):
        """The points of every student's exercises, by student and exercise."""
        with open(self.results(count) / "grades.csv", newline="") as grades:
            return {row.pop("student"): points(row) for row in csv.DictReader(grades)}


def points(row):
    """Those of the exercises, whose names have no underscores."""
    return {name: float(value) for name, value in row.items() if name != "points" and "_" not in name}
