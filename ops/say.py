"""What the launcher says: a line per step with its time, and one sentence per trouble."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """A reason to stop, in one sentence that says what to do about it."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C or asked the launcher to end."""


def line(text: str) -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step before it starts and say how long it took."""
    began = time.monotonic()
    line(f"· {title} …")
    yield
    line(f"  {time.monotonic() - began:.1f} s")
