/// What Gradescope starts: `setup.sh` when the image is made, `run_autograder` for each hand-in.
///
/// After `docs/specs.md` of gradescope/autograder_samples.
enum AutograderScripts {
  typealias Script = (name: String, text: String)

  static func setup(swift version: String) -> Script {
    (
      "setup.sh",
      """
      #!/usr/bin/env bash
      # Installs what lesson-run needs: a few libraries, and the one toolchain that can read its modules.
      set -euo pipefail
      root=${AUTOGRADER_ROOT:-/autograder}
      version=\(version)

      if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends binutils bubblewrap ca-certificates curl libarchive13 libc6-dev \\
          libcmark-dev libcurl4 libgcc-12-dev libmd-dev libncurses6 libopenblas-dev libpng-dev libseccomp-dev libsqlite3-0 \\
          libstdc++-12-dev libturbojpeg0 libxml2 tzdata || { echo "setup.sh: the libraries could not be installed" >&2; exit 1; }
      fi

      if ! swiftc --version 2>/dev/null | grep -q "version $version " && [ ! -x "$root/swift/usr/bin/swiftc" ]; then
        . /etc/os-release
        case "$ID$VERSION_ID" in
          ubuntu22.04) system=ubuntu2204 name=ubuntu22.04 ;;
          ubuntu24.04) system=ubuntu2404 name=ubuntu24.04 ;;
          debian12) system=debian12 name=debian12 ;;
          *) echo "setup.sh: there is no toolchain for $ID $VERSION_ID; choose an image of Ubuntu 22.04 or 24.04" >&2; exit 1 ;;
        esac
        [ "$(uname -m)" = x86_64 ] || { system=$system-aarch64; name=$name-aarch64; }
        curl -fsSL -o /tmp/swift.tar.gz \\
          "https://download.swift.org/swift-$version-release/$system/swift-$version-RELEASE/swift-$version-RELEASE-$name.tar.gz"
        mkdir -p "$root/swift"
        tar -xzf /tmp/swift.tar.gz -C "$root/swift" --strip-components=1
        rm -f /tmp/swift.tar.gz
      fi

      chmod +x "$root"/source/bin/* "$root"/source/lib/lesson-run/lesson-*
      PATH="$root/swift/usr/bin:$PATH" "$root/source/bin/lesson-run" --version

      """
    )
  }

  static func run(lesson: String) -> Script {
    (
      "run_autograder",
      """
      #!/usr/bin/env bash
      # Grades the hand-in in submission/ and writes results/results.json.
      set -u
      root=${AUTOGRADER_ROOT:-/autograder}
      export PATH="$root/swift/usr/bin:$PATH" LESSON_RUN_CACHE="$root/cache"
      lesson_run=$root/source/bin/lesson-run
      work=$(mktemp -d)
      trap 'rm -rf "$work"' EXIT
      mkdir -p "$work/in" "$root/results"
      # In a folder of this name all is one student's, whatever folders are in it.
      cp -R "$root/submission" "$work/in/student_1_assignsubmission_file_"

      grade() { "$lesson_run" grade "$root/source/lesson/\(lesson)" "$work/in" --results "$work/out" "$@"; }
      grade
      status=$?
      if [ "$status" -eq 4 ]; then
        # A container that makes no namespaces is itself what keeps this hand-in from all others.
        echo "There is no sandbox in this container: the answer runs without one."
        grade --sandbox off
        status=$?
      fi
      if [ "$status" -gt 1 ]; then
        echo "lesson-run ended with status $status: nothing was graded." >&2
        exit "$status"
      fi
      "$lesson_run" export "$work/out" --format gradescope || exit
      for result in "$work"/out/gradescope/*/results.json; do
        cp "$result" "$root/results/results.json"
      done

      """
    )
  }
}
