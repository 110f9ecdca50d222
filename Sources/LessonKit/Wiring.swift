import LessonWire

import Glibc

// What the assembled program calls between a lesson's cells. The underscores keep the names out of a learner's way.

/// Says that the cell with this tag starts, and how much has been printed before it.
///
/// Standard output is a file and unbuffered, so its offset is the number of bytes printed. What the tasks of the cell before print
/// belongs to that one.
public func __lessonCell(_ tag: String) {
  settleTasks(atEnd: false)
  send(.cell(tag: tag, printed: offset(of: STDOUT_FILENO)))
}

/// How many bytes have been written to a file.
func offset(of file: Int32) -> Int { max(0, Int(lseek(file, 0, SEEK_CUR))) }

/// Whether this process was started to run the solution of this name.
public func __lessonSelects(_ name: String) -> Bool {
  getenv(selectionVariable).map { String(cString: $0) == name } ?? false
}

/// The same of an answer, which then starts.
public func __lessonStarts(_ tag: String) -> Bool {
  guard __lessonSelects(tag) else { return false }
  __lessonCell(tag)
  return true
}

/// Decides what `__lessonSelects` is true for. The host calls this before a program is loaded.
public func __lessonSelect(_ name: String?) {
  if let name { setenv(selectionVariable, name, 1) } else { unsetenv(selectionVariable) }
}

private let selectionVariable = "LESSON_CELL"

/// Says that the program reached its end, and ends it as soon as its tasks have ended.
public func __lessonFinish() -> Never {
  settleTasks(atEnd: true)
  send(.finished)
  exit(0)
}

/// Whether tasks that nobody awaits go on: a program whose top level is a task itself sleeps meanwhile, so that its thread is free.
public func __lessonTasksGoOn(_ ends: Bool) -> Bool {
  guard let symbol = dlsym(nil, "ctasks_go_on") else { return false }
  return unsafeBitCast(symbol, to: (@convention(c) (Bool) -> Bool).self)(ends)
}

/// Lets tasks that nobody awaits go on as far as they can. The host follows them (CTasks); elsewhere nobody does.
private func settleTasks(atEnd ends: Bool) {
  guard let symbol = dlsym(nil, "ctasks_settle") else { return }
  unsafeBitCast(symbol, to: (@convention(c) (Bool) -> Void).self)(ends)
}

/// What the function that an answer is compiled into would return. Nothing is of this type, so a cell's own `return` is the error that
/// it is at the top level.
public enum __LessonNothing {}

/// Ends a preamble: goes on with its answer, a function of this name in a library that was loaded after it.
public func __lessonContinue(_ answer: String) -> Never {
  let symbol = dlsym(nil, answer)
  guard let symbol else { fatalError("there is no answer to go on with") }
  unsafeBitCast(symbol, to: (@convention(c) () -> Void).self)()
  exit(0)
}

/// Writes one record, whole. Outside the runner there is no wire: then the record goes nowhere.
func send(_ record: Record) {
  var writer = WireWriter()
  writer.append(record)
  writer.bytes.withUnsafeBytes { bytes in
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = write(Wire.descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
