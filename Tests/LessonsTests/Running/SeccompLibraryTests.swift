import CSeccomp
import Running
import Testing

/// What is declared by hand must be what the library's header says.
@Suite("libseccomp's declarations")
struct SeccompLibraryTests {
  private typealias Constant = SeccompLibrary.Constant
  private typealias Condition = SeccompLibrary.Condition

  @Test("constants")
  func constants() {
    #expect(Constant.allow == UInt32(SCMP_ACT_ALLOW))
    #expect(Constant.isNotEqual == SCMP_CMP_NE.rawValue)
    #expect(Constant.isEqual == SCMP_CMP_EQ.rawValue)
    #expect(Constant.isEqualWhereMasked == SCMP_CMP_MASKED_EQ.rawValue)
  }

  @Test("a condition's place in memory")
  func layout() {
    #expect(MemoryLayout<Condition>.stride == MemoryLayout<scmp_arg_cmp>.stride)
    #expect(MemoryLayout<Condition>.offset(of: \.argument) == MemoryLayout<scmp_arg_cmp>.offset(of: \.arg))
    #expect(MemoryLayout<Condition>.offset(of: \.comparison) == MemoryLayout<scmp_arg_cmp>.offset(of: \.op))
    #expect(MemoryLayout<Condition>.offset(of: \.first) == MemoryLayout<scmp_arg_cmp>.offset(of: \.datum_a))
    #expect(MemoryLayout<Condition>.offset(of: \.second) == MemoryLayout<scmp_arg_cmp>.offset(of: \.datum_b))
  }
}
