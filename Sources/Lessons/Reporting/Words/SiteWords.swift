import Support

/// Why lessons become no pages, or are not shown.
package enum SiteRefusal: Hashable, Sendable {
  case noLessons(String)
  case noLessonsToWatch(String)
  case noLessonsToServe(String)
  case noFolderToServe(String)
  case fileToServe(String)
  case workspaceToServe(String)

  /// Two lessons' files, and the page.
  case onePageForTwo(String, String, page: String)
  case folderOfLessons(String)
  case siteIsNoFolder(String)
  case foreignFiles(String, example: String)
  case foreignFile(String)
  case faultyList(String)
}

extension Words {
  package func refusal(_ refusal: SiteRefusal) -> RefusalWords {
    let unused = "name a folder that is empty or not there yet"
    return switch refusal {
    case .noLessons(let folder): RefusalWords(lacksLessons(folder), advice: "name a folder of Markdown files")
    case .noLessonsToWatch(let folder):
      RefusalWords(lacksLessons(folder), advice: "name a lesson, or a folder of lessons")
    case .noLessonsToServe(let folder):
      RefusalWords(
        lacksLessons(folder), advice: "name a folder of Markdown files; 'lesson-run start' writes one to learn in")
    case .noFolderToServe(let path):
      RefusalWords("there is no folder '\(printable(path))'", advice: "name a folder of lessons")
    case .fileToServe(let path):
      RefusalWords("'\(printable(path))' is no folder", advice: "name the folder that the lesson is in")
    case .workspaceToServe(let path):
      RefusalWords(
        "'\(printable(path))' is a learner's workspace", advice: "name the book's folder, or leave out --author")
    case .onePageForTwo(let one, let other, let page):
      RefusalWords(
        "'\(printable(one))' and '\(printable(other))' would both become the page \(printable(page))",
        advice: "give one of the files another name")
    case .folderOfLessons(let path):
      RefusalWords("'\(printable(path))' is the folder of the lessons", advice: "give the site a folder of its own")
    case .siteIsNoFolder(let path):
      RefusalWords("'\(printable(path))' is no folder", advice: "name a folder for the site")
    case .foreignFiles(let path, let example):
      RefusalWords(
        "'\(printable(path))' holds files that are no site of ours, such as '\(printable(example))'", advice: unused)
    case .foreignFile(let path):
      RefusalWords("'\(printable(path))' is a file of somebody else's", advice: "move it out of the site's folder")
    case .faultyList(let path): RefusalWords("'\(printable(path))' is no list of a site's files", advice: unused)
    }
  }

  private func lacksLessons(_ folder: String) -> String { "there are no lessons in '\(printable(folder))'" }
}
