import Running
import Testing

/// What is decided before any sandbox is started.
@Suite("A sandbox's surroundings")
struct SandboxAdviceTests {
  @Test("without bwrap the advice is to install it")
  func missing() {
    let failure = #expect(throws: MachineFailure.self) { try Bubblewrap(searchPath: "/nowhere:/no/such") }
    #expect(failure?.problem.contains("no bwrap") == true)
    #expect(failure?.advice.contains("apt-get install bubblewrap") == true)
    #expect(failure?.advice.contains("--sandbox off") == true)
  }

  @Test(
    "a setting that stands in the way is named with the command that changes it",
    arguments: [
      ("kernel/unprivileged_userns_clone", 0, "sysctl -w kernel.unprivileged_userns_clone=1"),
      ("user/max_user_namespaces", 0, "sysctl -w user.max_user_namespaces=10000"),
      (
        "kernel/apparmor_restrict_unprivileged_userns", 1,
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
      ),
    ])
  func obstacles(setting: String, value: Int, command: String) {
    #expect(SandboxObstacle.first { $0 == setting ? value : nil }?.advice.contains(command) == true)
    #expect(SandboxObstacle.first { $0 == setting ? 1 - value : nil } == nil)
  }

  @Test("the machine's root needs a user of its own for the limit on processes, anybody else a namespace")
  func identity() {
    let whole = "         0          0 4294967295\n"
    let container = "         0     100000      65536\n"
    #expect(SandboxIdentity(user: 0, map: whole) == .freshUser)
    #expect(SandboxIdentity(user: 1000, map: whole) == .namespace)
    // There, root could not turn into such a user.
    #expect(SandboxIdentity(user: 0, map: container) == .namespace)
    #expect(SandboxIdentity(user: 0, map: "") == .namespace)
  }
}
