"""Wall-clock times of commands, by name."""

import statistics
import subprocess
import sys
import time


class Stopwatch:
    def __init__(self):
        self.times = {}

    def run(self, name, command, environment):
        """Runs a command, whose failure ends the benchmark: a run that did not do the work must not count."""
        start = time.perf_counter()
        ended = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.times.setdefault(name, []).append(time.perf_counter() - start)
        if ended.returncode != 0:
            sys.exit(f"{name} could not be measured: exit status {ended.returncode}\n{ended.stderr.decode()}")

    def median(self, name):
        return statistics.median(self.times[name])

    def line(self, name):
        """The median and the range."""
        times = self.times[name]
        shown = [f"{1000 * seconds:8.0f} ms" for seconds in (self.median(name), min(times), max(times))]
        return f"  {name:<44}" + "".join(shown)
