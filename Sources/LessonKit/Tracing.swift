import LessonWire

import Glibc

// What a traced program calls. The compiler's playground instrumentation fixes the names and parameters of all but the first
// function: lines and columns of the beginning and the end, and numbers of the module and the file, which are not used.
//
// `__lessonTrace`, `__builtin_log_scope_entry` and `__builtin_log_scope_exit` look the same to their callers and to the compiler, so
// that the stack's end is the same in all three when one function calls them.

/// Says that a cell starts, what is to be recorded of it (a `TraceMode`), and its first line.
@discardableResult
public func __lessonTrace(_ mode: Int, _ line: Int, _: Int, _: Int, _: Int, _: Int) -> AnyObject? {
  report(.cell, mode, line, 0, 0)
}

/// Says that of what checks call only that is wanted which leads to the answer with this label, or, without one, what comes behind the
/// last answer.
public func __lessonTraceCalls(before answer: String? = nil) {
  isTracing = true
  recorder?.keepCalls(before: answer)
}

/// Tells the trace, if there is one, of an answer.
func noteForTrace(answer label: String) {
  if isTracing { recorder?.answer(label) }
}

/// Whether answers concern the trace: to ask for the recorder is to set one up.
nonisolated(unsafe) private var isTracing = false

public func __builtin_log_scope_entry(
  _ line: Int, _ endLine: Int, _ column: Int, _ endColumn: Int, _: Int, _: Int
) -> AnyObject? {
  report(.entry, line, endLine, column, endColumn)
}

public func __builtin_log_scope_exit(
  _ line: Int, _ endLine: Int, _ column: Int, _ endColumn: Int, _: Int, _: Int
) -> AnyObject? {
  report(.exit, line, endLine, column, endColumn)
}

public func __builtin_log_with_id<Logged>(
  _ value: Logged, _ name: String, _: Int, _ line: Int, _: Int, _ column: Int, _: Int, _: Int, _: Int
) -> AnyObject? {
  recorder?.log(value, name, TracePlace(line, column))
  return nil
}

// What can be no generic value, such as a function that must not escape. That it was given is all that there is to say about it. The
// compiler takes these only where the first cannot be meant: without that it would not know which to take for any other function.

@_disfavoredOverload
public func __builtin_log_with_id<Logged: ~Copyable & ~Escapable>(
  _ value: borrowing Logged, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

public func __builtin_postPrint(
  _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

public func __builtin_send_data(_: AnyObject?) {}

private enum ScopeEvent {
  case cell
  case entry
  case exit
}

@inline(never)
private func report(_ event: ScopeEvent, _ line: Int, _ endLine: Int, _ column: Int, _ endColumn: Int) -> AnyObject? {
  var mark: UInt8 = 0
  let stack = withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
  switch event {
  case .cell: recorder?.begin(TraceMode(rawValue: line) ?? .nothing, line: endLine, stack: stack)
  case .entry: recorder?.enter(TracePlace(line, column), TracePlace(endLine, endColumn), stack: stack)
  case .exit: recorder?.leave(TracePlace(line, column), stack: stack)
  }
  return nil
}

/// The process's only one, made when a traced program first reports something: the compiler hands its receiver nothing of ours. All of
/// it is used on the thread that made it.
nonisolated(unsafe) private let recorder: TraceRecorder? = region().map(TraceRecorder.init)

/// Sets up a trace's record at the wire's beginning, as memory that the wire's other end can read however this process ends.
///
/// Nothing, if there is no wire, or if it has records already.
private func region() -> TraceRegion? {
  let size = TraceLayout.recordSize
  guard lseek(Wire.descriptor, 0, SEEK_CUR) == 0, ftruncate(Wire.descriptor, off_t(size)) == 0 else { return nil }
  let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, Wire.descriptor, 0)
  guard let memory, memory != MAP_FAILED, lseek(Wire.descriptor, off_t(size), SEEK_SET) == off_t(size) else {
    return nil
  }
  memory.storeBytes(of: UInt32(size - TraceLayout.lengthSize).littleEndian, as: UInt32.self)
  return TraceRegion(
    UnsafeMutableRawBufferPointer(start: memory + TraceLayout.lengthSize, count: size - TraceLayout.lengthSize))
}
