import Lessons

/// Reads a lesson from text; the tests' samples have no faults unless faults are what they are about.
func sampleLesson(_ text: String, path: String = "sample.md") throws -> Lesson {
  try LessonReader.read(Array(text.utf8), path: path)
}

/// A lesson with two context cells, two exercises that stand in an inner scope, and one that cannot.
let threeExercises = """
  # Sums

  ```swift setup
  let one = 1
  ```

  ```swift exercise total answer=total
  let total = ___
  ```

  ```swift solution total
  let total = one + 1
  ```

  ```swift example
  let two = 2
  ```

  ```swift exercise twice needs=total points=3
  let twice = total * 2
  ```

  ```swift solution twice
  let twice = total * two
  ```

  ```swift check twice
  answer("twice", twice)
  ```

  ```swift check twice hidden
  answer("more", twice + 1)
  ```

  ```swift exercise extended
  ___
  ```

  ```swift solution extended
  extension Int { var third: Int { self / 3 } }
  ```

  ```swift check extended
  answer("third", 9.third)
  ```
  """
