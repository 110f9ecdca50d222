"""What processes use, with all that they have started."""

import pathlib
import time


def descendants(process):
    """A process and all that it has started, by their numbers."""
    found = [process]
    for number in found:
        try:
            for path in pathlib.Path(f"/proc/{number}/task").glob("*/children"):
                found += map(int, path.read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def processor_ticks(process):
    """Of a process and all that it has started."""
    total = 0
    for number in descendants(process):
        try:
            fields = pathlib.Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(map(int, fields[11:15]))
    return total


def wait_until_idle(process, seconds=1):
    """Waits until a process and all that it has started have not used a processor for a while."""
    last, since = None, time.monotonic()
    while time.monotonic() - since < seconds:
        used = processor_ticks(process)
        if used != last:
            last, since = used, time.monotonic()
        time.sleep(0.1)


def resident_bytes(process):
    """The memory that a process has by itself now; pages that it shares with others are counted in part."""
    for line in pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return 1024 * int(line.split()[1])
    return 0
