"""What the readers of pages expect, how often, and what of it was not so."""

_checked = []
_wrong = []


def expect(condition, what):
    # Two browsers may be read at once: appending is whole, counting would not be.
    _checked.append(what)
    if not condition:
        _wrong.append(what)
        print("FAIL", what)


def concluded(before, after):
    """Prints the count between these words, and returns the exit status."""
    print(f"{before}{len(_checked)} checks {after}, {len(_wrong)} failed")
    return 1 if _wrong else 0
