"""The grading peer: nbgrader's course with the exercises of three-exercises.md, and the class's submissions as notebooks."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from aside import Aside
from environment import installed, without_own_settings
import notebook

ASSIGNMENT = "three-exercises"
COURSE = "course"

# A mistake must not cost two exercises: the second begins with the right feature map, as `needs=` gives it in the lesson.
GIVEN_FEATURE_MAP = """\
feature_map = np.array([[0, 1, 0, 0, 0], [0, 1, 1, 1, 0], [1, 0, 0, 2, 1], [1, 4, 2, 1, 0], [0, 0, 1, 2, 1]])"""

# What may be set to save time: a kernel that has run its notebook need not tidy up.
CONFIGURATION = """\
c = get_config()
c.CourseDirectory.course_id = "course"
c.Execute.shutdown_kernel = "immediate"
"""


class Course:
    def __init__(self, build, requirements):
        self.programs = installed(build / "grading-venv", requirements, "nbgrader")
        self.folder = build / "grading" / COURSE
        self.aside = Aside(build / "grading" / "graded-course")
        self.environment = without_own_settings(self.programs, build / "grading" / "jupyter")

    def write(self, submissions):
        """Makes the course anew: the teacher's notebook, the students' and a grade book in which nobody is graded yet."""
        self.aside.put(self.folder)
        source = self.folder / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        (self.folder / "nbgrader_config.py").write_text(CONFIGURATION)
        notebook.write_cells(source / f"{ASSIGNMENT}.ipynb", teachers_answers())
        self.run("generate_assignment", ASSIGNMENT)
        (self.folder / "gradebook.db").rename(self.folder / "ungraded.db")
        released = json.loads((self.folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
        for submission in submissions:
            folder = self.folder / "submitted" / submission.student / ASSIGNMENT
            folder.mkdir(parents=True)
            for cell in released["cells"]:
                if cell["id"] in submission.answers:
                    cell["source"] = submission.python(cell["id"])
            (folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(released, indent=1))

    def run(self, *arguments):
        ended = subprocess.run(
            [self.programs / "nbgrader", *arguments], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True)
        if ended.returncode != 0:
            sys.exit(f"nbgrader {arguments[0]} failed: exit status {ended.returncode}\n{ended.stderr}")

    def forget_grades(self):
        self.aside.put(self.folder / "autograded")
        for book in list(self.folder.glob("gradebook*.db")):
            self.aside.put(book)

    def command(self, students, book):
        """Grades the students whose names match, into a grade book of their own, which no other process locks."""
        path = self.folder / f"gradebook{book}.db"
        shutil.copy(self.folder / "ungraded.db", path)
        return [
            self.programs / "nbgrader", "autograde", ASSIGNMENT, f"--student={students}", f"--db=sqlite:///{path}",
            "--log-level=ERROR",
        ]

    def scores(self):
        """The points of every student's exercises, by student and exercise."""
        scores = {}
        for book in self.folder.glob("gradebook*.db"):
            with contextlib.closing(sqlite3.connect(book)) as connection:
                for student, exercise, points in connection.execute(SCORES):
                    scores.setdefault(student, {})[exercise.removesuffix("-test")] = points
        return scores


SCORES = """
SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


def teachers_answers():
    """The notebook's cells: code, and what nbgrader is to know of each."""
    return [
        cell("setup", notebook.SETUP, is_locked=True),
        cell("feature-map", solution(notebook.FEATURE_MAP), is_solution=True),
        cell("feature-map-test", notebook.FEATURE_MAP_CHECK, is_locked=True, points=1),
        cell("pooled-map-given", GIVEN_FEATURE_MAP, is_locked=True),
        cell("pooled-map", solution(notebook.POOLED_MAP), is_solution=True),
        cell("pooled-map-test", notebook.POOLED_MAP_CHECK, is_locked=True, points=1),
        cell("cross-entropy", solution(notebook.CROSS_ENTROPY), is_solution=True),
        cell("cross-entropy-test", notebook.CROSS_ENTROPY_CHECK.splitlines()[0], is_locked=True, points=1),
    ]


def solution(code):
    return f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"


def cell(name, source, is_locked=False, is_solution=False, points=None):
    settings = {
        "grade_id": name, "schema_version": 3, "locked": is_locked, "solution": is_solution, "task": False,
        **({"grade": False} if points is None else {"grade": True, "points": points}),
    }
    return {"id": name, "source": source, "metadata": {"nbgrader": settings}}
