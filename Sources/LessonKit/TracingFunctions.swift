// Functions that must not escape, which the compiler takes for no value of any type: all that there is to say about one is that it was
// given. Only where the general function cannot be meant are these: without that, the compiler would not know which to take for other
// functions. A pack of parameters would say the same in one, but the compiler (6.3) breaks down over a parameter that is a tuple.

@_disfavoredOverload
public func __builtin_log_with_id<Result>(
  _ value: () throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Result>(
  _ value: (First) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Second, Result>(
  _ value: (First, Second) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Second, Third, Result>(
  _ value: (First, Second, Third) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Second, Third, Fourth, Result>(
  _ value: (First, Second, Third, Fourth) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int,
  _: Int
) -> AnyObject? { nil }

// Functions that change what they are given.

@_disfavoredOverload
public func __builtin_log_with_id<Value, Result>(
  _ value: (inout Value) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<Value, Second, Result>(
  _ value: (inout Value, Second) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Value, Result>(
  _ value: (First, inout Value) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<Value, Other, Result>(
  _ value: (inout Value, inout Other) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int,
  _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<Value, Second, Third, Result>(
  _ value: (inout Value, Second, Third) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int,
  _: Int
) -> AnyObject? { nil }

// Functions that are given such functions in turn, and those that wait.

@_disfavoredOverload
public func __builtin_log_with_id<First, Second, Result>(
  _ value: ((First) -> Second) throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<Result>(
  _ value: () async throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Result>(
  _ value: (First) async throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }

@_disfavoredOverload
public func __builtin_log_with_id<First, Second, Result>(
  _ value: (First, Second) async throws -> Result, _: String, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int, _: Int
) -> AnyObject? { nil }
