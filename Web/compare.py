"""Compares what the module's self-test computed with what MiniCNN computes natively, case by case.

usage: compare.py WANTED COMPUTED

Both have, for each case, a line that begins with '#', and then a line for each number's bits. The wanted ones say the case's name and tolerance.
"""

import pathlib
import struct
import sys


def cases(text):
    """The line that a case begins with, and its numbers' bits."""
    found = []
    for line in text.splitlines():
        if line.startswith("#"):
            found.append((line[1:].strip(), []))
        else:
            found[-1][1].append(int(line, 16))
    return found


def number(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def faults(wanted, computed):
    """What differs, a sentence each; `computed` is a list of lists of bits."""
    wanted = cases(wanted)
    if len(wanted) != len(computed):
        return [f"{len(computed)} cases, and there are {len(wanted)}"]
    sentences = []
    for (title, numbers), others in zip(wanted, computed):
        name, _, tolerance = title.rpartition(" ")
        if len(numbers) != len(others):
            sentences.append(f"{name}: {len(others)} numbers instead of {len(numbers)}")
            continue
        apart, place = max((distance(one, other, float(tolerance)), place) for place, (one, other) in enumerate(zip(numbers, others)))
        if apart > float(tolerance):
            sentences.append(f"{name}: number {place} is {number(others[place])!r} instead of {number(numbers[place])!r}")
    return sentences


def distance(one, other, tolerance):
    """How far two numbers are apart, absolutely or relatively, whichever is less; infinite if one is not a number and the other is."""
    if one == other:
        return 0
    one, other = number(one), number(other)
    if tolerance == 0 or one != one or other != other:
        return float("inf")
    return 0 if one == other else abs(one - other) / max(1, abs(one))


def main():
    wanted = pathlib.Path(sys.argv[1]).read_text()
    sentences = faults(wanted, [numbers for _, numbers in cases(pathlib.Path(sys.argv[2]).read_text())])
    for sentence in sentences:
        print("FAIL", sentence)
    count = sum(len(numbers) for _, numbers in cases(wanted))
    print(f"{len(cases(wanted))} cases of the self-test with {count} numbers, {len(sentences)} failed")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
