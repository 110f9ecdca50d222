import Reporting
import Support

/// What handing in late costs.
package struct LateRule: Hashable, Sendable {
  package var due: HandInTime
  /// For each day that was begun.
  package var penalty: Penalty
  /// The most that is taken off, as a share of all points.
  package var cap: Double
  /// So many seconds nobody counts.
  package var grace: Int

  package enum Penalty: Hashable, Sendable {
    /// Of all points, from 0 to 1.
    case share(Double)
    case points(Double)

    /// Reads `10%` or `0.5`; `nil` for anything else.
    package init?(_ text: String) {
      let isShare = text.hasSuffix("%")
      guard let number = plainDecimal(isShare ? text.dropLast() : text[...]),
        (0...(isShare ? 100 : 1e6)).contains(number)
      else { return nil }
      self = isShare ? .share(number / 100) : .points(number)
    }
  }

  package init(due: HandInTime, penalty: Penalty = .share(0), cap: Double = 1, grace: Int = 0) {
    (self.due, self.penalty, self.cap, self.grace) = (due, penalty, cap, grace)
  }

  /// Reads `90s`, `15m`, `2h` or `1d` as seconds; `nil` for anything else.
  package static func seconds(_ text: String) -> Int? {
    let units = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[String($0)] }),
      let number = plainDecimal(text.dropLast()).flatMap({ Int(exactly: $0) }),
      (0...1_000_000).contains(number)
    else { return nil }
    return number * unit
  }

  /// What it means for one hand-in.
  /// - Parameters:
  ///   - time: When it was handed in.
  ///   - extended: When it was due for this student, if not when it was due for all.
  ///   - points: What was earned.
  ///   - maxPoints: What can be earned.
  /// - Returns: `nil` if it was in time.
  package func lateness(of time: HandInTime, extended: HandInTime?, points: Double, maxPoints: Double) -> Lateness? {
    let due = extended ?? self.due
    let late = time.seconds - due.seconds
    guard late > grace else { return nil }
    let days = Self.days(from: due, to: time)
    let perDay =
      switch penalty {
      case .share(let share): share * maxPoints
      case .points(let points): points
      }
    let lateness = Lateness(
      due: due.text, seconds: late, days: days, penalty: 0, words: "", perDay: perDay, most: cap * maxPoints)
    return lateness.counting(points)
  }

  /// How many days were begun. A day ends at the time of day at which it was due, also where the clocks have been put on or back.
  private static func days(from due: HandInTime, to time: HandInTime) -> Int {
    let guess = (time.seconds - due.seconds + 86_399) / 86_400
    return (max(1, guess - 1)...guess + 1).first { due.adding(days: $0) >= time } ?? guess
  }
}

/// How late a hand-in came, and what that costs.
package struct Lateness: Codable, Hashable, Sendable {
  /// When it was due, as ISO 8601 in UTC.
  package var due: String
  package var seconds: Int
  /// Those that were begun.
  package var days: Int
  /// Points that are taken off.
  package var penalty: Double
  /// The same for people, as a sentence without its full stop.
  package var words: String
  /// Points that each of the days costs, and that all cost at most; missing in results that were made before people reviewed any.
  var perDay: Double?
  var most: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case due, seconds, days, penalty, words, most
    case perDay = "per_day"
  }

  /// The same, where other points were earned: no more is taken off than those.
  func counting(_ points: Double) -> Lateness {
    guard let perDay, let cap = self.most, let due = HandInTime(due) else { return self }
    let most = max(0, min(cap, points))
    let whole = perDay * Double(days)
    let bound: LatenessBound = whole <= most ? .none : most == points ? .downToNothing : .atMost(most)
    var copy = self
    copy.penalty = millionths(min(whole, most))
    copy.words = Words().course.late(seconds, after: due.localText, days: days, perDay: perDay, bound)
    return copy
  }
}
