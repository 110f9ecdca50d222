import LessonWire
import Testing

#if os(Linux)
  import Glibc

  @Suite("Memory")
  struct MemoryTests {
    @Test("lists that each claim to hold all the rest take no memory for their claims")
    func claims() async {
      await #expect(processExitsWith: .success) {
        let rest = 8 << 20
        // Every list claims as many elements as the bytes behind it could just hold, and then there is but a bad one.
        var payload = HandmadeBytes.answer
        for _ in 0..<Wire.deepestList { payload = payload.byte(5).count(UInt32(rest / 2)) }
        let bytes = HandmadeBytes(bytes: payload.bytes + [UInt8](repeating: 0, count: rest)).record
        limitAddressSpace(toFurther: 64 << 20)
        let malformed = WireReader.records(in: bytes).malformed
        exit(malformed?.reason == "a value of an unknown kind" ? 0 : 1)
      }
    }

    @Test("a list of many small elements takes little more than its bytes")
    func smallElements() async {
      await #expect(processExitsWith: .success) {
        let count = 2 << 20
        let list = HandmadeBytes.answer.byte(5).count(UInt32(count)).bytes
        let elements = [UInt8](unsafeUninitializedCapacity: 2 * count) { buffer, initialized in
          for place in 0..<2 * count { buffer[place] = place % 2 == 0 ? 2 : 1 }
          initialized = 2 * count
        }
        let bytes = HandmadeBytes(bytes: list + elements).record
        limitAddressSpace(toFurther: 128 << 20)
        exit(WireReader.records(in: bytes).records.count == 1 ? 0 : 1)
      }
    }
  }

  /// Lets this process take so many bytes more than it has now, and no others.
  private func limitAddressSpace(toFurther bytes: UInt) {
    var text = [CChar](repeating: 0, count: 64)
    guard let file = fopen("/proc/self/statm", "r") else { exit(2) }
    fgets(&text, 64, file)
    fclose(file)
    let pages = UInt(String(decoding: text.prefix { $0 != 32 }.map(UInt8.init(bitPattern:)), as: UTF8.self)) ?? 0
    let limit = pages * UInt(getpagesize()) + bytes
    var limits = rlimit(rlim_cur: limit, rlim_max: limit)
    guard pages > 0, setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0 else { exit(3) }
  }
#endif
