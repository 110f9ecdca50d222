"""A class whose answers are reviewed: what grading leaves of it, what is saved of its reviews, and what they come to."""

import csv
import json

from expecting import expect

COUNT = 66
LESSON = """# Kernels in words

Say why a kernel that slides over an image finds the same edge everywhere.

```text why points=3
___
```

```solution why
The same weights are used at every place, so an edge gives the same answer wherever it is.
```

```rubric why
- [ ] the same weights at every place (1 point)
- [ ] what that means for an edge (1.5 points)
- [ ] an example (0.5 points)
```

```swift exercise total points=2 answer=total
let total: Double = ___
```

```swift solution total
let total: Double = 6
```
"""
ALIKE = """var {0} = 0.0
// {1}
for {2} in [1.0, 2.0, 3.0] {{
  {0} += {2} * 2 - {2} / 2 + 1
}}
let total: Double = {0}
"""


def results(folder):
    """What grading leaves, made by hand: nothing has to compile for this."""
    (folder / "lesson.md").write_text(LESSON, "utf-8")
    for number in range(COUNT):
        code = f"let total: Double = {number} + {number + 1} * 2 - 3 + {number % 7} // mine\n"
        if number in (3, 40):
            code = ALIKE.format(*(("sum", "adds up", "x") if number == 3 else ("s", "all of them", "value")))
        why = f"Answer {number}: the weights are shared.\nSo an edge is an edge.\n" if number > 1 else "It slides.\n"
        exercises = [
            {"name": "why", "status": "awaiting-review", "points": 0, "max_points": 3, "feedback": "This answer is read by a person.\n",
             "feedback_text": "This answer is read by a person.", "answer": why},
            {"name": "total", "status": "wrong", "points": 0, "max_points": 2, "feedback": "Not right yet.\n",
             "feedback_text": f"in/student {number}.md:9:1: not right yet", "answer": code}]
        record = {"student": f"student {number}", "lesson": "kernels.md", "title": "Kernels in words", "submission": f"in/student {number}.md",
                  "fingerprint": "f", "points": 0, "max_points": 5, "problems": [], "exercises": exercises}
        (folder / f"student {number}.json").write_text(json.dumps(record), "utf-8")
    (folder / "grades.csv").write_text("student\n", "utf-8")


def reviews(folder):
    """What is saved: exercise and student to the review."""
    saved = {}
    for file in folder.glob("*.review.json"):
        record = json.loads(file.read_text("utf-8"))
        for review in record["exercises"]:
            saved[review["name"], record["student"]] = review
    return saved


def counted(folder, table):
    with table.open(newline="") as file:
        points = {row["student"]: float(row["why"]) for row in csv.DictReader(file)}
    saved = reviews(folder)
    for (exercise, student), review in saved.items():
        if exercise == "why" and review["done"]:
            wanted = review["override"]["points"] if "override" in review else sum(item["points"] for item in review["items"])
            expect(points[student] == wanted, f"{student}: {points[student]} for {wanted}")
