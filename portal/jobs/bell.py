"""The doorbell: tells a worker through the broker that a job waits. Never late, never fatal."""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from kombu import Connection

logger = logging.getLogger(__name__)
TASK = "portal.run_job"
PATIENCE = 0.1  # seconds for connecting and for an answer
FAILURES_TO_OPEN = 3
REST = 10  # seconds without trying once the broker is known to be away


class Breaker:
    """After some failures stop trying for a while: a dead broker must cost requests nothing."""

    def __init__(self):
        self._lock = threading.Lock()
        self._failures, self._open_until = 0, 0.0

    def allows(self) -> bool:
        with self._lock:
            return time.monotonic() >= self._open_until

    def note(self, *, ok: bool) -> None:
        with self._lock:
            self._failures = 0 if ok else self._failures + 1
            if self._failures >= FAILURES_TO_OPEN:
                self._failures, self._open_until = 0, time.monotonic() + REST

    def close(self) -> None:
        with self._lock:
            self._failures, self._open_until = 0, 0.0


breaker = Breaker()
_local = threading.local()


def ring(job_id) -> bool:
    """Ask a worker to look at a job now; False when nobody could be told (the sweep will)."""
    if not breaker.allows():
        return False
    try:
        current_app.send_task(
            TASK,
            args=[str(job_id)],
            connection=_connection(),
            retry=False,
            ignore_result=True,
            queue=settings.CELERY_TASK_DEFAULT_QUEUE,
        )
    except Exception as error:
        # Whatever the broker's client throws: the row is safe and the sweep comes by.
        _local.connection = None
        breaker.note(ok=False)
        logger.info("doorbell does not answer: %s", type(error).__name__)
        return False
    breaker.note(ok=True)
    return True


def _connection() -> Connection:
    """An impatient connection of this thread; the worker's own may wait as long as it likes."""
    if getattr(_local, "connection", None) is None:
        _local.connection = Connection(
            settings.CELERY_BROKER_URL,
            connect_timeout=PATIENCE,
            transport_options={
                **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
                "socket_connect_timeout": PATIENCE,
                "socket_timeout": PATIENCE,
                "retry_on_timeout": False,
                "max_retries": 0,
            },
        )
    return _local.connection
