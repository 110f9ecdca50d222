import LessonSyntax
import Synchronization

/// What the parser has said about pieces of code, by their content: for as long as this process lives, and in the cache for each lesson.
final class CodeMemory: Sendable {
  private struct State {
    var facts: [String: SwiftFacts] = [:]
    /// The lessons whose facts have been looked up in the cache.
    var recalled: Set<ContentHash> = []
  }

  /// In pieces; the lessons that are open have fewer.
  private static let capacity = 20_000

  private let state = Mutex(State())

  func facts(of source: String) -> SwiftFacts? { state.withLock { $0.facts[source] } }

  func keep(_ facts: SwiftFacts, of source: String) {
    state.withLock { state in
      if state.facts.count >= Self.capacity { state.facts = [:] }
      state.facts[source] = facts
    }
  }

  /// Remembers what the cache has about a lesson's pieces, if it has not been asked before.
  func recall(_ sources: [String], from cache: ProgramCache, _ key: ContentHash) {
    guard state.withLock({ $0.recalled.insert(key).inserted }), let content = cache.content(of: key, .syntax) else {
      return
    }
    let known = Self.decoded(content)
    for source in sources {
      if let facts = known[ContentHash(of: source.utf8)] { keep(facts, of: source) }
    }
  }

  /// Puts what is known about a lesson's pieces into the cache, in place of what was there. Without room there it is found out again.
  func store(_ sources: [String], in cache: ProgramCache, _ key: ContentHash) {
    var writer = SyntaxWriter()
    var content: [UInt8] = []
    for source in Set(sources) {
      guard let facts = facts(of: source) else { continue }
      writer = SyntaxWriter()
      writer.append(.facts(facts))
      content += ContentHash(of: source.utf8).bytes + writer.bytes
    }
    try? cache.store(content, as: key, .syntax)
  }

  private static func decoded(_ content: [UInt8]) -> [ContentHash: SwiftFacts] {
    var known: [ContentHash: SwiftFacts] = [:]
    var rest = content[...]
    while rest.count > ContentHash.byteCount {
      let key = ContentHash(bytes: Array(rest.prefix(ContentHash.byteCount)))
      var reader = SyntaxReader(rest.dropFirst(ContentHash.byteCount))
      guard case .facts(let facts)? = reader.reply() else { break }
      known[key] = facts
      rest = reader.rest
    }
    return known
  }
}
