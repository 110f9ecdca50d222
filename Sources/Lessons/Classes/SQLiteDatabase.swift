import CSQLite
import Glibc
import Platform
import Running

/// A value that a statement is given.
enum SQLiteValue: Hashable {
  case integer(Int64)
  case real(Double)
  case text(String)
  case null

  static func optional(_ text: String?) -> Self { text.map(Self.text) ?? .null }
}

/// What SQLite refused to do.
enum SQLiteFailure: Error, Hashable {
  /// The library is not installed.
  case missing(isTooOld: Bool)
  case file(HelperFailure.Gradebook)
}

/// An open database file, closed with its last statement.
struct SQLiteDatabase {
  private let connection: Connection

  /// Opens a file, made if it is missing.
  /// - Parameter path: Never taken for one of SQLite's special names, such as `:memory:`.
  /// - Throws: If there is no SQLite, or it cannot open the file.
  init(at path: String) throws(SQLiteFailure) {
    connection = try Connection(path.hasPrefix("/") ? path : "./" + path)
  }

  /// Runs statements without parameters.
  func execute(_ statements: String) throws(SQLiteFailure) { try connection.execute(statements) }

  /// Prepares one statement, to be run any number of times.
  func prepare(_ statement: String) throws(SQLiteFailure) -> SQLiteStatement {
    try SQLiteStatement(connection, statement)
  }
}

/// A statement with parameters `?`, compiled once.
final class SQLiteStatement {
  private let connection: Connection
  private let handle: OpaquePointer?

  fileprivate init(_ connection: Connection, _ text: String) throws(SQLiteFailure) {
    var handle: OpaquePointer?
    let status = connection.library.prepare(connection.handle, text, -1, &handle, nil)
    (self.connection, self.handle) = (connection, handle)
    if status != SQLITE_OK { throw connection.failure(status) }
  }

  deinit { _ = connection.library.finalize(handle) }

  /// Runs it for what it changes.
  func run(_ values: [SQLiteValue]) throws(SQLiteFailure) { _ = try firstRow(values, columns: 0) }

  /// Runs it until it gives a row.
  /// - Parameters:
  ///   - values: One for each parameter.
  ///   - columns: How many columns are wanted, which hold whole numbers.
  /// - Returns: The row; `nil` if there is none.
  /// - Throws: What SQLite objects to.
  func firstRow(_ values: [SQLiteValue], columns: Int) throws(SQLiteFailure) -> [Int64]? {
    // A statement that is not reset keeps the transaction from ending.
    defer { _ = connection.library.reset(handle) }
    for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    switch connection.library.step(handle) {
    case SQLITE_ROW: return (0..<Int32(columns)).map { connection.library.columnInteger(handle, $0) }
    case SQLITE_DONE: return nil
    case let status: throw connection.failure(status)
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteFailure) {
    let library = connection.library
    let status =
      switch value {
      case .integer(let integer): library.bindInteger(handle, index, integer)
      case .real(let real): library.bindReal(handle, index, real)
      case .null: library.bindNull(handle, index)
      case .text(let text):
        // With its length, since it may hold NUL. SQLite makes a copy.
        Array(text.utf8).withUnsafeBufferPointer {
          library.bindText(handle, index, $0.baseAddress ?? library.emptyText, Int32($0.count), Library.copied)
        }
      }
    if status != SQLITE_OK { throw connection.failure(status) }
  }
}

/// SQLite's handle of an open file.
private final class Connection {
  let library: Library
  let handle: OpaquePointer?

  init(_ path: String) throws(SQLiteFailure) {
    library = try Library()
    var handle: OpaquePointer?
    let status = library.open(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    self.handle = handle
    if status != SQLITE_OK { throw failure(status) }
    _ = library.waitWhenBusy(handle, 5_000)
  }

  deinit { _ = library.close(handle) }

  func execute(_ statements: String) throws(SQLiteFailure) {
    let status = library.execute(handle, statements, nil, nil, nil)
    if status != SQLITE_OK { throw failure(status) }
  }

  func failure(_ status: Int32) -> SQLiteFailure {
    let message = library.message(handle).map { String(cString: $0) } ?? "status \(status)"
    return switch status & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: .file(.busy)
    case SQLITE_NOTADB, SQLITE_CORRUPT: .file(.notGradebook(message))
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_PERM: .file(.unwritable(message))
    default: .file(.refused(message))
    }
  }
}

/// SQLite's functions, loaded when a gradebook is opened and never unloaded. Linked, the library would make every start of the program
/// a tenth slower.
private struct Library {
  /// `SQLITE_TRANSIENT`: the text is gone after the call.
  static var copied: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: -1) }

  /// Where an empty text is, since a null pointer would be bound as NULL. It is SQLite's own version text, of which no byte is taken.
  let emptyText: UnsafePointer<UInt8>?
  let open:
    @convention(c) (UnsafePointer<CChar>?, UnsafeMutablePointer<OpaquePointer?>?, Int32, UnsafePointer<CChar>?) -> Int32
  let close: @convention(c) (OpaquePointer?) -> Int32
  let waitWhenBusy: @convention(c) (OpaquePointer?, Int32) -> Int32
  let message: @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
  let execute:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
    ) -> Int32
  let prepare:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, Int32, UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutableRawPointer?
    ) -> Int32
  let bindText: @convention(c) (OpaquePointer?, Int32, UnsafePointer<UInt8>?, Int32, UnsafeRawPointer?) -> Int32
  let bindInteger: @convention(c) (OpaquePointer?, Int32, Int64) -> Int32
  let bindReal: @convention(c) (OpaquePointer?, Int32, Double) -> Int32
  let bindNull: @convention(c) (OpaquePointer?, Int32) -> Int32
  let step: @convention(c) (OpaquePointer?) -> Int32
  let reset: @convention(c) (OpaquePointer?) -> Int32
  let columnInteger: @convention(c) (OpaquePointer?, Int32) -> Int64
  let finalize: @convention(c) (OpaquePointer?) -> Int32

  init() throws(SQLiteFailure) {
    guard let library = DynamicLibrary("libsqlite3.so.0") else { throw .missing(isTooOld: false) }
    emptyText = UnsafePointer(try Self.symbol("version", library).assumingMemoryBound(to: UInt8.self))
    open = try Self.function("open_v2", library)
    close = try Self.function("close_v2", library)
    waitWhenBusy = try Self.function("busy_timeout", library)
    message = try Self.function("errmsg", library)
    execute = try Self.function("exec", library)
    prepare = try Self.function("prepare_v2", library)
    bindText = try Self.function("bind_text", library)
    bindInteger = try Self.function("bind_int64", library)
    bindReal = try Self.function("bind_double", library)
    bindNull = try Self.function("bind_null", library)
    step = try Self.function("step", library)
    reset = try Self.function("reset", library)
    columnInteger = try Self.function("column_int64", library)
    finalize = try Self.function("finalize", library)
  }

  private static func symbol(
    _ name: String, _ library: DynamicLibrary
  ) throws(SQLiteFailure) -> UnsafeMutableRawPointer {
    guard let symbol = library.address(of: "sqlite3_" + name) else { throw .missing(isTooOld: true) }
    return symbol
  }

  private static func function<Function>(
    _ name: String, _ library: DynamicLibrary
  ) throws(SQLiteFailure) -> Function {
    unsafeBitCast(try symbol(name, library), to: Function.self)
  }
}
