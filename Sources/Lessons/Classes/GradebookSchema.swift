import Grading

/// The tables of a gradebook file. Versions of the program that change them raise `version`.
enum GradebookSchema {
  /// Kept in the file's header: "LRUN".
  static let applicationID: Int64 = 0x4C52_554E
  static let version: Int64 = 3

  /// What makes the tables of version 1 those of later ones.
  static let additions = """
    ALTER TABLE attempts ADD COLUMN hand_in TEXT;
    ALTER TABLE attempts ADD COLUMN lesson_version TEXT;
    ALTER TABLE attempts ADD COLUMN late_penalty REAL;
    ALTER TABLE attempts ADD COLUMN final_points REAL;

    """

  /// What takes the place of an earlier version's views: those of version 2 left out what coming late costs.
  static let newViews = """
    PRAGMA user_version = \(version);
    DROP VIEW grades;
    DROP VIEW best_attempts;
    DROP VIEW latest_attempts;
    \(views)
    """

  private static let statuses = Grade.Status.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")

  static let statements = """
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);

    CREATE TABLE students (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    );
    CREATE TABLE lessons (
      id INTEGER PRIMARY KEY,
      file TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL
    );
    CREATE TABLE exercises (
      id INTEGER PRIMARY KEY,
      lesson_id INTEGER NOT NULL REFERENCES lessons ON DELETE CASCADE,
      name TEXT NOT NULL,
      position INTEGER NOT NULL,
      max_points REAL NOT NULL,
      UNIQUE (lesson_id, name)
    );
    -- One for each hand-in, as it was graded last: its fingerprint changes when it is graded with another lesson.
    CREATE TABLE attempts (
      id INTEGER PRIMARY KEY,
      student_id INTEGER NOT NULL REFERENCES students ON DELETE CASCADE,
      lesson_id INTEGER NOT NULL REFERENCES lessons ON DELETE CASCADE,
      number INTEGER NOT NULL,
      is_latest INTEGER NOT NULL CHECK (is_latest IN (0, 1)),
      fingerprint TEXT NOT NULL,
      submission TEXT NOT NULL,
      handed_in TEXT,
      points REAL NOT NULL,
      max_points REAL NOT NULL,
      problems TEXT NOT NULL,
      hand_in TEXT,
      lesson_version TEXT,
      late_penalty REAL,
      final_points REAL,
      UNIQUE (student_id, lesson_id, fingerprint),
      UNIQUE (student_id, lesson_id, number)
    );
    CREATE UNIQUE INDEX latest_attempt ON attempts (student_id, lesson_id) WHERE is_latest;
    CREATE TABLE results (
      attempt_id INTEGER NOT NULL REFERENCES attempts ON DELETE CASCADE,
      exercise_id INTEGER NOT NULL REFERENCES exercises ON DELETE CASCADE,
      status TEXT NOT NULL CHECK (status IN (\(statuses))),
      points REAL NOT NULL,
      max_points REAL NOT NULL,
      feedback TEXT NOT NULL,
      mistake TEXT,
      PRIMARY KEY (attempt_id, exercise_id)
    ) WITHOUT ROWID;
    """

  static let views = """
    CREATE VIEW latest_attempts AS SELECT * FROM attempts WHERE is_latest;
    -- Points are compared as they count: final_points, which only attempts of the first version lack. Of equally good attempts the first. Points of another version of the lesson than the latest attempt's are not comparable.
    CREATE VIEW best_attempts AS
      SELECT * FROM attempts AS attempt WHERE EXISTS (
        SELECT 1 FROM attempts AS latest
        WHERE latest.student_id = attempt.student_id AND latest.lesson_id = attempt.lesson_id AND latest.is_latest
          AND latest.lesson_version IS attempt.lesson_version)
      AND NOT EXISTS (
        SELECT 1 FROM attempts AS other
        WHERE other.student_id = attempt.student_id AND other.lesson_id = attempt.lesson_id
          AND other.lesson_version IS attempt.lesson_version
          AND (coalesce(other.final_points, other.points) > coalesce(attempt.final_points, attempt.points)
            OR coalesce(other.final_points, other.points) = coalesce(attempt.final_points, attempt.points)
            AND other.number < attempt.number));
    CREATE VIEW grades AS
      SELECT students.name AS student, lessons.file AS lesson,
        coalesce(latest.final_points, latest.points) AS latest_points, coalesce(best.final_points, best.points) AS best_points,
        latest.max_points AS max_points, latest.handed_in AS handed_in,
        (SELECT count(*) FROM attempts
          WHERE student_id = students.id AND lesson_id = lessons.id) AS attempts
      FROM latest_attempts AS latest
      JOIN best_attempts AS best ON best.student_id = latest.student_id AND best.lesson_id = latest.lesson_id
      JOIN students ON students.id = latest.student_id
      JOIN lessons ON lessons.id = latest.lesson_id
      ORDER BY lessons.file, students.name;
    """
}
