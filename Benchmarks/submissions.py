"""The submissions of a class, as lessons and as notebooks: the same answers on either side."""

import collections
import dataclasses

from answers import CROSS_ENTROPY, FEATURE_MAP, POOLED_MAP, RIGHT, Answer

# Each exercise's answers, and the steps in which the students go round them. The steps have no factor in common with 25: every
# 25 students give every answer once, so that a class of any multiple of 25 has the same mix.
WAYS = {"feature-map": (FEATURE_MAP, 1), "pooled-map": (POOLED_MAP, 7), "cross-entropy": (CROSS_ENTROPY, 12)}
CLASS = 25


@dataclasses.dataclass(frozen=True)
class Submission:
    number: int
    answers: dict[str, Answer]

    @property
    def student(self):
        return f"student-{self.number:03}"

    def swift(self, exercise):
        return f"let attempt = {self.number}\n{self.answers[exercise].swift}\n"

    def python(self, exercise):
        return f"attempt = {self.number}\n{self.answers[exercise].python}\n"

    def as_lesson(self, learners_copy):
        for exercise in self.answers:
            learners_copy = replaced(learners_copy, exercise, self.swift(exercise))
        return learners_copy

    @property
    def deserved_scores(self):
        return {exercise: float(answer.kind == RIGHT) for exercise, answer in self.answers.items()}


def handed_in(count):
    """The first submissions of the class. A constant of its own in each cell makes every cell's source unlike any other."""
    if any(len(answers) != CLASS for answers, _ in WAYS.values()):
        raise ValueError(f"an exercise needs {CLASS} answers")
    return [
        Submission(number, {name: answers[number * step % CLASS] for name, (answers, step) in WAYS.items()})
        for number in range(count)
    ]


def mix(submissions):
    """How many answers are of which kind."""
    return collections.Counter(answer.kind for one in submissions for answer in one.answers.values())


def replaced(lesson, exercise, cell):
    """The lesson with another cell in the place of an exercise's starter."""
    before, fence, rest = lesson.partition(f"```swift exercise {exercise} ")
    header, _, rest = rest.partition("\n")
    _, end, after = rest.partition("```\n")
    return before + fence + header + "\n" + cell + end + after
