import FoundationEssentials

/// What a page asks for, as JSON.
package protocol PageRequest: Decodable {}

extension PageRequest {
  /// `nil` if the bytes are no such thing.
  package init?(json bytes: [UInt8]) {
    guard let request = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = request
  }
}

/// What a page is told of that, as JSON.
package protocol PageReply: Encodable {}

extension PageReply {
  package var reply: Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Reply(type: "application/json", (try? encoder.encode(self)).map(Array.init) ?? [])
  }
}
