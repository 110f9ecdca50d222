import Synchronization

/// Sees to it that of several compilations that fail side by side only one throws the compiler's module cache away: the others
/// would take it from under the first one's second attempt.
final class ModulesRenewal: Sendable {
  private let count = Mutex(0)

  /// How often the module cache has been thrown away.
  var generation: Int { count.withLock { $0 } }

  /// Throws the module cache away, unless that has happened since `generation`.
  func renew(_ cache: ProgramCache, after generation: Int) {
    count.withLock { count in
      guard count == generation else { return }
      cache.removeModules()
      count += 1
    }
  }
}
