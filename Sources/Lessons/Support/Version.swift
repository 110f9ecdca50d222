/// The version of lesson-run and of the formats that it writes.
package let lessonRunVersion = "0.1.0"
