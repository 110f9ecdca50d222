import Glibc
import Support

/// The system calls that a confined program may make, as a program for the kernel.
///
/// A list of what is allowed: kernels get new calls each year, and what they open nobody here can know. Whatever is refused without a
/// reason of its own is said not to exist, for then libraries do without. Calls of another architecture's kind end the program.
enum SystemCallFilter {
  /// The filter in a file, as `bwrap` reads it.
  /// - Returns: The file.
  /// - Throws: If the library does not know this kind of processor, or there is no memory.
  static func file() throws(MachineFailure) -> InheritableFile {
    guard let library = SeccompLibrary() else { throw failure(ENOSYS) }
    guard let filter = library.make(Constant.refuse | UInt32(ENOSYS)) else { throw failure(ENOMEM) }
    defer { library.release(filter) }
    func add(_ action: UInt32, _ name: String, when conditions: [SeccompLibrary.Condition]) throws(MachineFailure) {
      let number = library.resolve(name)
      // A call that this kind of processor, or an older library, does not know is refused like all that is not known. Others have
      // negative numbers, and are parts of a call.
      guard number >= 0 else { return }
      let result = library.addRule(filter, action, number, UInt32(conditions.count), conditions)
      guard result == 0 else { throw failure(-result) }
    }
    for call in SystemCalls.allowed { try add(Constant.allow, call, when: []) }
    for (call, conditions) in SystemCalls.allowedIf { try add(Constant.allow, call, when: conditions) }
    for (calls, error, condition) in SystemCalls.refused {
      for call in calls { try add(Constant.refuse | UInt32(error), call, when: [condition].compactMap(\.self)) }
    }
    return try InheritableFile { library.export(filter, $0) == 0 }
  }

  private typealias Constant = SeccompLibrary.Constant

  private static func failure(_ errorNumber: Int32) -> MachineFailure { .sandbox(.noFilter(errorNumber)) }
}
