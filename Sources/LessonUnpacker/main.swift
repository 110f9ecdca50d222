// The process that reads an archive, which may have been made to do harm: `lesson-run` starts it in the sandbox, and takes what it says
// for no more than that.

import Glibc
import LessonArchive
import Platform

// Names in an archive are told in the character set that is chosen here.
setlocale(LC_ALL, "C.UTF-8")

func tell(_ record: ArchiveRecord) {
  guard (try? writeAll(record.bytes, to: ArchiveContract.records)) != nil else { exit(1) }
}

guard let library = ArchiveLibrary() else { exit(ArchiveContract.noLibrary) }
tell(Unpacking(with: library).run { tell(.member($0)) })
