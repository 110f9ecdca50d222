import LessonWire

extension Channel {
  /// Sends an order to a host of snapshots and waits for what becomes of it. When the task is cancelled, what was ordered is ended.
  /// - Parameters:
  ///   - order: The order.
  ///   - descriptors: What goes with it.
  /// - Returns: `isUnfit` also if there is nobody at the other end.
  func reply(to order: SnapshotOrder, with descriptors: [Int32]) async -> SnapshotReply {
    let bytes = order.bytes
    guard bytes.count <= SnapshotOrder.largestSize,
      let reply = await reply(to: order.id, bytes, with: descriptors, cancellingBy: { end(order.id) })
    else { return .isUnfit }
    return SnapshotReply.reading(reply)?.reply ?? .isUnfit
  }

  /// Ends a snapshot or an attempt.
  func end(_ id: UInt32) {
    let nothing = SessionOrder(
      answer: .init(processor: 0, wall: 0), prelude: nil, memory: 0, fileSize: 0, processes: 0, isNewParty: false)
    send(SnapshotOrder(.end, id, run: nothing, words: SessionWords(selection: "")).bytes)
  }
}
