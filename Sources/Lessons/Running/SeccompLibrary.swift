import Platform

/// libseccomp, loaded when a filter is wanted: to link it would make every start of the program slower by a tenth.
///
/// Its functions and structures are declared by hand; a test compares them with its header.
package struct SeccompLibrary: Sendable {
  /// A comparison of one of a system call's arguments, as the library lays it out in memory.
  package struct Condition: Sendable {
    package var argument: UInt32
    package var comparison: UInt32
    package var first: UInt64
    package var second: UInt64

    package init(argument: UInt32, comparison: UInt32, first: UInt64, second: UInt64 = 0) {
      (self.argument, self.comparison, self.first, self.second) = (argument, comparison, first, second)
    }
  }

  /// The numbers by which the library calls what is to be done and compared.
  package enum Constant {
    package static let allow: UInt32 = 0x7fff_0000
    /// To be combined with an error number.
    package static let refuse: UInt32 = 0x0005_0000
    package static let isNotEqual: UInt32 = 1
    package static let isEqual: UInt32 = 4
    package static let isEqualWhereMasked: UInt32 = 7
  }

  typealias Make = @convention(c) (UInt32) -> UnsafeMutableRawPointer?
  typealias Release = @convention(c) (UnsafeMutableRawPointer) -> Void
  typealias Resolve = @convention(c) (UnsafePointer<CChar>) -> Int32
  typealias AddRule =
    @convention(c) (UnsafeMutableRawPointer, UInt32, Int32, UInt32, UnsafeRawPointer?) -> Int32
  typealias Export = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32

  private static let name = "libseccomp.so.2"

  let make: Make
  let release: Release
  let resolve: Resolve
  let addRule: AddRule
  let export: Export

  /// `nil` if there is no such library on this machine.
  init?() {
    guard let library = DynamicLibrary(Self.name),
      let make = library.function("seccomp_init", as: Make.self),
      let release = library.function("seccomp_release", as: Release.self),
      let resolve = library.function("seccomp_syscall_resolve_name", as: Resolve.self),
      let addRule = library.function("seccomp_rule_add_array", as: AddRule.self),
      let export = library.function("seccomp_export_bpf", as: Export.self)
    else { return nil }
    (self.make, self.release, self.resolve, self.addRule, self.export) = (make, release, resolve, addRule, export)
  }

  /// The version of the library that is installed, if one is.
  package static var version: String? {
    typealias Version = @convention(c) () -> UnsafeRawPointer?
    guard let library = DynamicLibrary(name), let version = library.function("seccomp_version", as: Version.self) else {
      return nil
    }
    return version().map { start in
      (0..<3).map { "\(start.load(fromByteOffset: 4 * $0, as: UInt32.self))" }.joined(separator: ".")
    }
  }
}
