"""What a handler gets: its parameters, a way to tell progress, and one to keep files."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from portal.jobs import claims, store
from portal.jobs.errors import Cancelled, LeaseLost

LOOK = 1.0  # seconds between two looks at the progress


class JobRun:
    """One attempt at a job, held by lease and fence."""

    def __init__(self, *, job_id, fence: int, attempt: int, params: dict, actor, lang: str):
        self.job_id, self.fence, self.attempt = job_id, fence, attempt
        self.params, self.actor, self.lang = params, actor, lang
        self.kept: list[store.Kept] = []
        self.last_acts: list[Callable] = []
        self._progress = (0, 0, "")
        self._told = None
        self._temporaries = 0
        self._cancel, self._lost, self._over = (threading.Event() for _ in range(3))
        self._heart = threading.Thread(target=self._beat_on, name=f"job-{job_id}", daemon=True)

    # -- for handlers -----------------------------------------------------------
    def progress(self, done: int, total: int, step: str = "") -> None:
        """Tell how far the work is; cheap, so tell it often. Also stops a cancelled job."""
        self._progress = (done, total, str(step))
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Stop here when somebody asked to, or when another worker took over."""
        if self._lost.is_set():
            raise LeaseLost
        if self._cancel.is_set():
            raise Cancelled

    def new_file(self) -> Path:
        """A path to write a large result to before save_file takes it."""
        self._temporaries += 1
        return store.temporary(self.job_id, self.fence, self._temporaries)

    def save_file(self, content: bytes | Path, filename: str, content_type: str) -> store.Kept:
        """Keep a result; people see it when, and only when, the whole job is done."""
        self.check_cancelled()
        own = isinstance(content, Path) and content.name.startswith(".tmp-")
        temporary = content if own else self.new_file()
        kept = store.keep(content, temporary=temporary, name=filename, content_type=content_type)
        self.kept.append(kept)
        return kept

    def at_end(self, act: Callable) -> None:
        """Do this in the very transaction that marks the job done: it happens once or not."""
        self.last_acts.append(act)

    # -- for the worker -----------------------------------------------------------
    def __enter__(self):
        self._heart.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._heart.join()

    def _beat_on(self) -> None:
        """Prolong the lease every quarter of it, on a connection of this thread."""
        try:
            while not self._over.is_set() and not self._lost.is_set():
                self._beat()
                due = time.monotonic() + settings.JOBS_LEASE / 4
                while time.monotonic() < due and self._told == self._progress:
                    if self._over.wait(min(LOOK, settings.JOBS_LEASE / 4)):
                        return
        finally:
            connection.close()

    def _beat(self) -> None:
        done, total, step = told = self._progress
        try:
            asked = claims.beat(self.job_id, self.fence, done=done, total=total, step=step)
        except Error:
            # The database is away: the lease runs out by itself, and the fence decides.
            connection.close()
            self._over.wait(LOOK)
            return
        self._told = told
        if asked is None:
            self._lost.set()
        elif asked:
            self._cancel.set()
