/// Who waits for a process to be started: in a line for each client, of which one after the other has a turn. Where a client has less going on
/// than another, it comes before.
package struct WaitingLines<Client: Hashable, Job> {
  private struct Place {
    var job: Job
    /// Whether nothing else may go on meanwhile.
    var isAlone: Bool
  }

  /// The next to have a turn comes first; none is empty.
  private var lines: [(client: Client, places: [Place])] = []

  package init() {}

  package mutating func append(_ job: Job, of client: Client, alone isAlone: Bool = false) {
    let place = Place(job: job, isAlone: isAlone)
    if let line = lines.firstIndex(where: { $0.client == client }) {
      lines[line].places.append(place)
    } else {
      lines.append((client, [place]))
    }
  }

  /// Takes the next to go on, if it may.
  ///
  /// What wants to be alone waits until nothing else goes on, and those after it wait for that.
  /// - Parameters:
  ///   - running: How much of each client goes on.
  ///   - width: How much may go on.
  /// - Returns: A job that goes on from now on; `nil` if none may.
  package mutating func next(beside running: [Client: Int], width: Int) -> (job: Job, client: Client, isAlone: Bool)? {
    let total = running.values.reduce(0, +)
    let chosen = lines.indices.min { running[lines[$0].client, default: 0] < running[lines[$1].client, default: 0] }
    guard total < width, let chosen, let place = lines[chosen].places.first, !place.isAlone || total == 0 else {
      return nil
    }
    var line = lines.remove(at: chosen)
    line.places.removeFirst()
    if !line.places.isEmpty { lines.append(line) }
    return (place.job, line.client, place.isAlone)
  }

  /// Takes out of the lines what nobody wants any more.
  package mutating func remove(where isUnwanted: (Job) -> Bool) -> [Job] {
    let removed = lines.flatMap(\.places).map(\.job).filter(isUnwanted)
    guard !removed.isEmpty else { return [] }
    for line in lines.indices { lines[line].places.removeAll { isUnwanted($0.job) } }
    lines.removeAll(where: \.places.isEmpty)
    return removed
  }
}
