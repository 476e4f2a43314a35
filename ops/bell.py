"""Signals as something a loop waits for, so that nothing is interrupted half-way."""

import os
import select
import signal
from contextlib import suppress
from types import FrameType
from typing import Self

from ops.say import Stopped

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Bell:
    """Rings on Ctrl-C, on a request to end, and whenever a child has ended."""

    def __init__(self) -> None:
        self.rung = 0
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in (*STOPPING, signal.SIGCHLD):
            self._before[number] = signal.signal(number, self._ring)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        os.close(self._in)
        os.close(self._out)

    def _ring(self, number: int, _frame: FrameType | None) -> None:
        if number in STOPPING:
            self.rung += 1
        with suppress(BlockingIOError):  # full: the loop will wake up anyway
            os.write(self._in, b"!")

    def wait(self, seconds: float) -> None:
        """Sleep, but wake at once when the bell rings."""
        ready, _, _ = select.select([self._out], [], [], max(seconds, 0))
        if ready:
            os.read(self._out, 4096)

    def require_silence(self) -> None:
        if self.rung:
            raise Stopped
