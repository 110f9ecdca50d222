import Classes
import Reporting
import Running
import Support

/// `lesson-run classroom LESSON.md -o REPOSITORY`
struct ClassroomCommand: Subcommand {
  let context: CommandContext
  let output: String?

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    guard let output else {
      throw CommandFailure(misused: "classroom", .noRepository)
    }
    let lesson = try await context.withSeedAsUsed(
      try LessonFile.read(operands[0], style: context.terminal.errorStyle))
    guard lesson.seed == nil else { throw CommandFailure(.usage, Words().noStudents(operands[0])) }
    let points = lesson.exercises.reduce(0) { $0 + $1.points }
    guard points > 0 else {
      throw CommandFailure(.noPoints(operands[0]), .faultyLesson)
    }
    let path = "\(output)/.github/workflows/classroom.yml"
    do throws(MachineFailure) {
      try ResultsFolder.makeFolder(parent(of: path))
      try writeWhole(Self.workflow(points).utf8, to: path)
    } catch {
      throw CommandFailure(error)
    }
    context.remark(.madeWorkflow(path))
    return .success
  }

  /// After `autograding-grading-reporter`, 2025-09: the reporter reads a runner's result from the variable of its name.
  private static func workflow(_ points: Double) -> String {
    """
    # Grades this repository's lesson. Written by lesson-run; of \(points.description) points.
    name: Autograding
    on:
      - push
      - repository_dispatch
    permissions:
      checks: write
      actions: read
      contents: read
    jobs:
      run-autograding-tests:
        runs-on: ubuntu-22.04
        if: github.actor != 'github-classroom[bot]'
        steps:
          - name: Check out the hand-in
            uses: actions/checkout@v4
            with:
              path: submission
          - name: Install lesson-run
            env:
              ADDRESS: ${{ secrets.LESSON_RUN_AUTOGRADER }}
            run: |
              mkdir -p autograder/source
              curl -fsSL -o autograder.zip "$ADDRESS"
              unzip -q autograder.zip -d autograder/source
              sudo AUTOGRADER_ROOT="$PWD/autograder" PATH="$PATH" bash autograder/source/setup.sh
              sudo chown -R "$USER" autograder
          - name: Grade
            id: lesson
            run: |
              root=$PWD/autograder
              export PATH="$root/swift/usr/bin:$PATH" LESSON_RUN_CACHE="$root/cache"
              # In a folder of this name all is one student's, whatever folders are in it.
              mkdir in && cp -R submission in/student_1_assignsubmission_file_
              status=0
              grade() { "$root/source/bin/lesson-run" grade "$root"/source/lesson/*.md in --results out "$@" || status=$?; }
              grade
              if [ "$status" -eq 4 ]; then status=0; grade --sandbox off; fi
              if [ "$status" -gt 1 ]; then exit "$status"; fi
              "$root/source/bin/lesson-run" export out --format classroom
              echo "result=$(cat out/classroom.txt)" >>"$GITHUB_OUTPUT"
          - name: Report
            uses: classroom-resources/autograding-grading-reporter@v1
            env:
              LESSON_RESULTS: ${{ steps.lesson.outputs.result }}
            with:
              runners: lesson

    """
  }
}
