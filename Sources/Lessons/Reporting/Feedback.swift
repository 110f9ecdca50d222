package struct Feedback {
  package let markdown: String
  package let text: String
  package init(student: String, report: Report, problems: [String], revealsExpected: Bool) {
    text = RunReport(style: Style(), revealsExpected: revealsExpected).text(report); markdown = text
  }
  package func markdown(of grade: Grade) -> String { "" }
}
