import Classes
import Reporting

/// How far the grading of a class is, on one line.
struct ProgressLine {
  private static let barWidth = 20

  /// The most important first.
  private let parts: [String]

  init(_ progress: ClassRun.Progress, after time: Duration) {
    let words = Words().course
    let share = progress.total == 0 ? 1 : Double(progress.done) / Double(progress.total)
    let filled = Int(share * Double(Self.barWidth))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barWidth - filled)
    var parts = [words.grading(bar, progress.done, of: progress.total)]
    // Before that, most of the time has gone into getting started.
    if progress.done * 10 >= progress.total && progress.done < progress.total {
      let left = Int((time / .seconds(1) / share * (1 - share)).rounded(.up))
      parts.append(words.left(left))
    }
    if progress.done > 0 { parts.append(words.withFullPoints(progress.full)) }
    self.parts = parts
  }

  /// As many parts as there is room for: a line that wraps could not be written over.
  func text(fitting width: Int) -> String {
    parts.dropFirst().reduce(parts[0]) { text, part in
      let longer = "\(text), \(part)"
      return longer.count < width ? longer : text
    }
  }
}
