"""Puts away what a measured run, or an earlier benchmark, has made.

It is deleted when all is measured: for a minute after files were deleted, ext4 is slow to find room for new ones, which whoever is
measured next would pay for.
"""

import shutil
import time


class Aside:
    def __init__(self, folder):
        """Beside what is put away, on the same disk."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, path):
        if path.exists():
            path.rename(self.folder / f"{time.time_ns()}-{path.name}")

    def clear(self):
        shutil.rmtree(self.folder)
