import FoundationEssentials

/// What keeps a file of ours from being read, and where it stands.
package struct JSONFlaw: Error, Hashable, Sendable {
  /// Each but the first with the path to a member, such as `exercises[0].points`.
  package enum Kind: Hashable, Sendable {
    case noJSON
    case lacks(String)
    /// It is of another type than it should be, or out of range.
    case senseless(String)
    /// Nothing that the program writes: one that is misspelt must not cost what stands behind it.
    case unknown(String)
    case repeated(String)
  }

  package var kind: Kind
  /// From 1, as `column` is.
  package var line: Int
  package var column: Int

  package init(_ kind: Kind, line: Int, column: Int) { (self.kind, self.line, self.column) = (kind, line, column) }
}

extension JSONFlaw {
  /// Says where something stands that makes no sense.
  /// - Parameters:
  ///   - path: The path to it, such as `exercises[0].points`.
  ///   - bytes: The file's content.
  package init(senseless path: String, in bytes: [UInt8]) {
    let steps = path.split(separator: ".").flatMap { part in
      let names = part.split(whereSeparator: "[]".contains)
      return names.enumerated().map { index, name in
        index == 0 ? JSONPlaces.Step.member(String(name)) : .item(Int(name) ?? 0)
      }
    }
    let place = JSONPlaces.place(of: steps, in: bytes)
    self.init(.senseless(path), line: place.line, column: place.column)
  }

  fileprivate init(_ kind: (String) -> Kind, _ keys: [any CodingKey], at place: [any CodingKey], in bytes: [UInt8]) {
    let found = JSONPlaces.place(of: place.map(\.step), in: bytes)
    self.init(kind(JSONPlaces.text(of: keys.map(\.step))), line: found.line, column: found.column)
  }
}

extension CodingKey {
  fileprivate var step: JSONPlaces.Step { intValue.map { .item($0) } ?? .member(stringValue) }
}

extension Decodable {
  /// Reads a file of ours that somebody may have edited, or something damaged.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - members: The members that objects may have, by the path to such an object (`exercises[]`); `nil` for all that there are.
  /// - Throws: What is wrong with it.
  package init(readingJSON bytes: [UInt8], members: [String: Set<String>]?) throws(JSONFlaw) {
    if let flaw = JSONPlaces(in: bytes, allowing: members).flaw { throw flaw }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw JSONFlaw(JSONFlaw.Kind.lacks, context.codingPath + [key], at: context.codingPath, in: bytes)
    } catch DecodingError.typeMismatch(_, let context) {
      throw JSONFlaw(JSONFlaw.Kind.senseless, context.codingPath, at: context.codingPath, in: bytes)
    } catch DecodingError.valueNotFound(_, let context) {
      throw JSONFlaw(JSONFlaw.Kind.senseless, context.codingPath, at: context.codingPath, in: bytes)
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw JSONFlaw(JSONFlaw.Kind.senseless, context.codingPath, at: context.codingPath, in: bytes)
    } catch {
      throw JSONFlaw(.noJSON, line: 1, column: 1)
    }
  }
}

extension CodingKey where Self: CaseIterable {
  /// What all of them are called in a file.
  package static var names: Set<String> { Set(allCases.map(\.stringValue)) }
}
