/// The name of an enumeration's case, without the values that go with it.
package func caseName(of value: some Any) -> String {
  Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
