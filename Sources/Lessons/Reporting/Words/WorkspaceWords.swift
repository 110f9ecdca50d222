import Support

/// What a learner should know when their workspace follows its book.
package enum WorkspaceRemark: Hashable, Sendable {
  case bothChanged(file: String, line: Int)
  case exerciseGone(String, file: String, line: Int)
  case exerciseAtEnd(String, file: String, line: Int)
  case starterChanged(String, file: String, line: Int)
  case ownFile(String)
  case restored(String)
  case lessonGone(String)
  case changedFile(String)
  case busy(String)
}

extension Words {
  /// A sentence without a full stop, with the place first if there is one.
  package func remark(_ remark: WorkspaceRemark) -> String {
    switch remark {
    case .bothChanged(let file, let line):
      "\(printable(file)):\(line): you have changed these lines and so has the book: yours were left"
    case .exerciseGone(let name, let file, let line):
      "\(printable(file)):\(line): '\(name)' is not in the book any more: your answer was left"
    case .exerciseAtEnd(let name, let file, let line):
      "\(printable(file)):\(line): '\(name)' is new and belongs among lines that you have changed: it stands here now"
    case .starterChanged(let name, let file, let line):
      "\(printable(file)):\(line): the starter of '\(name)' has changed: your answer was left"
    case .ownFile(let path): "\(printable(path)): the book has a lesson of this name now: your file was left"
    case .restored(let path): "\(printable(path)): this file was missing and is there again"
    case .lessonGone(let name): "\(printable(name)): not in the book any more: your file was left"
    case .changedFile(let path): "\(printable(path)): you have changed this file and so has the book: yours was left"
    case .busy(let path): "\(printable(path)): saved in this very moment, and left as it is: update again"
    }
  }
}
