"""Puts away what a measured run has made.

It is not deleted between runs: for a minute after files were deleted, ext4 is slow to find room for new ones, which whoever is measured
next would pay for.
"""

import itertools
import shutil


class Aside:
    def __init__(self, folder):
        """Beside what is put away, on the same disk. What an earlier benchmark has left is deleted."""
        self.folder = folder
        self.numbers = itertools.count()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def put(self, path):
        if path.exists():
            path.rename(self.folder / f"{next(self.numbers)}-{path.name}")
