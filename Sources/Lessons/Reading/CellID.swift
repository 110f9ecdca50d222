/// Tells a cell from all others of its lesson, and stays the same while the text around it is edited.
package struct CellID: Hashable, Sendable, CustomStringConvertible {
  package let role: Cell.Role
  /// The exercise that the cell belongs to; `nil` for examples and setup.
  package let name: String?
  /// The cell's place, from 1, among those of its role and name.
  package let ordinal: Int

  package init(_ role: Cell.Role, _ name: String? = nil, ordinal: Int = 1) {
    (self.role, self.name, self.ordinal) = (role, name, ordinal)
  }

  /// Such as `example/3` or `check/stride/1`.
  package var description: String {
    ([role.rawValue] + [name].compactMap(\.self) + ["\(ordinal)"]).joined(separator: "/")
  }
}

extension Cell {
  package var id: CellID { CellID(role, name, ordinal: ordinal) }
}
