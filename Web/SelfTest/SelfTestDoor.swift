/// A case of the self-test by its number: what it computes, with its tolerance in front; nothing when there is no such case.
@_expose(wasm, "selfTest") @_cdecl("doorSelfTest")
public func doorSelfTest(_ number: Int32) -> Int32 {
  var answer = Answer()
  if SelfTest.cases.indices.contains(Int(number)) {
    let one = SelfTest.cases[Int(number)]
    answer.add([one.tolerance])
    answer.add(one.compute())
  }
  return answer.left()
}
