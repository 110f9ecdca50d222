import FoundationEssentials
import Glibc

/// A moment, to the second, as files, learning platforms and spreadsheets tell it.
package struct HandInTime: Hashable, Comparable, Sendable {
  /// Since 1970, in UTC.
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  /// Reads `2026-11-20`, `2026-11-20 14:03`, `2026-11-20T14:03:00Z`, `2026-11-20T14:03:00+09:00` and, as Moodle writes them,
  /// `Friday, 20 November 2026, 2:03 PM` or `Freitag, 20. November 2026, 14:03`; `nil` for anything else. Without a zone it is this
  /// machine's time, the later of two where the clocks are put back, and a day without a time is its last second.
  package init?(_ text: String) {
    let words = text.trimmed
    guard let time = Self.iso(words) ?? Self.written(words) else { return nil }
    self = time
  }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// As ISO 8601 in UTC.
  package var text: String { Self.text(Double(seconds)) }

  /// Seconds since 1970 as ISO 8601 in UTC.
  package static func text(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(.iso8601)
  }

  /// As the people on this machine write it: `2026-11-20 23:03`.
  package var localText: String {
    var (time, parts) = (time_t(seconds), tm())
    guard localtime_r(&time, &parts) != nil else { return text }
    let numbers = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(parts.tm_year + 1900)-\(numbers[0])-\(numbers[1]) \(numbers[2]):\(numbers[3])"
  }

  private static func iso(_ text: String) -> HandInTime? {
    var rest = text[...]
    guard let year = rest.takeNumber(4...4), rest.take("-"), let month = rest.takeNumber(1...2), rest.take("-"),
      let day = rest.takeNumber(1...2)
    else { return nil }
    var clock = (23, 59, 59)
    if rest.take("T") || rest.take(" ") {
      guard let hour = rest.takeNumber(1...2), rest.take(":"), let minute = rest.takeNumber(2...2) else { return nil }
      clock = (hour, minute, 0)
      if rest.take(":") {
        guard let second = rest.takeNumber(2...2) else { return nil }
        clock.2 = second
      }
      if rest.take(".") { while rest.takeNumber(1...1) != nil {} }
    }
    rest = rest.drop { $0 == " " }
    if rest.isEmpty { return HandInTime(year, month, day, clock, offset: nil) }
    if rest == "Z" || rest == "UTC" { return HandInTime(year, month, day, clock, offset: 0) }
    let isWest = rest.take("-")
    guard isWest || rest.take("+"), let hours = rest.takeNumber(2...2) else { return nil }
    _ = rest.take(":")
    let minutes = rest.isEmpty ? 0 : rest.takeNumber(2...2)
    guard let minutes, rest.isEmpty, hours <= 14, minutes < 60 else { return nil }
    return HandInTime(year, month, day, clock, offset: (isWest ? -1 : 1) * (hours * 3600 + minutes * 60))
  }

  private static let months = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12,
  ]

  private static func written(_ text: String) -> HandInTime? {
    let words = text.split { ", ".contains($0) }.map { String($0.last == "." ? $0.dropLast() : $0) }
    guard let place = words.indices.first(where: { Int(words[$0]) != nil }), place > 0 || words.count > 2 else {
      return nil
    }
    // In America the month stands first.
    let isBehind = place > 0 && months[words[place - 1].prefix(3).lowercased()] != nil
    let (monthPlace, yearPlace) = isBehind ? (place - 1, place + 1) : (place + 1, place + 2)
    guard yearPlace < words.count, let day = Int(words[place]), let year = Int(words[yearPlace]),
      let month = months[words[monthPlace].prefix(3).lowercased()]
    else { return nil }
    let rest = words[(yearPlace + 1)...]
    guard var clock = rest.first?[...] else { return HandInTime(year, month, day, (23, 59, 59), offset: nil) }
    guard var hour = clock.takeNumber(1...2), clock.take(":"), let minute = clock.takeNumber(2...2) else { return nil }
    let half = rest.dropFirst().first?.lowercased()
    if half == "pm" || half == "am" {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    return HandInTime(year, month, day, (hour, minute, 0), offset: nil)
  }

  /// `offset` is that from UTC, in seconds; `nil` for this machine's own.
  private init?(_ year: Int, _ month: Int, _ day: Int, _ clock: (Int, Int, Int), offset: Int?) {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), clock.0 < 24, clock.1 < 60,
      clock.2 <= 60
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(clock.0), Int32(clock.1), Int32(clock.2))
    // The 31st of November would be the 1st of December.
    var inUTC = parts
    let absolute = timegm(&inUTC)
    guard inUTC.tm_mday == Int32(day) else { return nil }
    seconds = offset.map { absolute - $0 } ?? Self.seconds(of: parts)
  }

  /// The moment of this machine's clock. What it shows twice is the second, what it never shows the same so much later: whatever was
  /// asked for before, which `mktime` alone does not promise.
  private static func seconds(of parts: tm) -> Int {
    let found = [Int32(0), 1].compactMap { isSummer -> Int? in
      var wanted = parts
      wanted.tm_isdst = isSummer
      let seconds = mktime(&wanted)
      return wanted.tm_isdst == isSummer && wanted.tm_hour == parts.tm_hour && wanted.tm_min == parts.tm_min
        ? seconds : nil
    }
    if let later = found.max() { return later }
    var winter = parts
    winter.tm_isdst = 0
    return mktime(&winter)
  }

  /// The same time of day on a later day, on this machine's clock.
  func adding(days: Int) -> HandInTime {
    var (time, parts) = (time_t(seconds), tm())
    guard localtime_r(&time, &parts) != nil else { return HandInTime(seconds: seconds + 86_400 * days) }
    parts.tm_mday += Int32(days)
    // In order, and with the hour as it was.
    var inUTC = parts
    inUTC.tm_isdst = 0
    _ = timegm(&inUTC)
    return HandInTime(seconds: Self.seconds(of: inUTC))
  }
}

extension Substring {
  /// Takes a number of so many decimal digits from the beginning.
  fileprivate mutating func takeNumber(_ lengths: ClosedRange<Int>) -> Int? {
    let digits = prefix(lengths.upperBound).prefix { $0.isASCII && $0.isNumber }
    guard digits.count >= lengths.lowerBound, let number = Int(digits) else { return nil }
    removeFirst(digits.count)
    return number
  }

  fileprivate mutating func take(_ character: Character) -> Bool {
    guard first == character else { return false }
    removeFirst()
    return true
  }
}
