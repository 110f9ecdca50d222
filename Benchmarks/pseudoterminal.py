"""A program in a pseudo-terminal, whose output is read as it comes."""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time

PATIENCE = 60


class PseudoTerminal:
    def __init__(self, command, environment, rows=24, columns=80):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
        os.close(slave)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)

    def wait_for(self, text):
        """Reads until a text has been written; what has been read before does not count."""
        self.wait_for_match(re.compile(re.escape(text.encode())))

    def wait_for_match(self, pattern):
        """The first match of a pattern of bytes in what is written from now on, and in what came with the last match."""
        seen = self.rest
        end = time.monotonic() + PATIENCE
        while (match := pattern.search(seen)) is None:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            if not ready:
                sys.exit(f"waited {PATIENCE} s for {pattern.pattern!r}; last came:\n{seen[-2000:].decode(errors='replace')}")
            try:
                seen += os.read(self.master, 1 << 16)
            except OSError:
                sys.exit(
                    f"the program ended before it wrote {pattern.pattern!r}:\n{seen[-2000:].decode(errors='replace')}")
        self.rest = seen[match.end():]
        return match

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()
