"""The road without a broker: look at the table every few seconds, do what nobody takes."""

import logging
import os
import signal
import threading
import time

from django.conf import settings
from django.db import Error, close_old_connections, connection

from portal.jobs import running, sweeping

logger = logging.getLogger(__name__)
COLLECT_EVERY = 3600


def poll(stop: threading.Event) -> None:
    """Until told to stop: sweep, and run a neglected job here, one at a time."""
    collected = 0.0
    parent = os.getppid()
    while not stop.is_set() and os.getppid() == parent:
        did_one = False
        try:
            close_old_connections()
            sweeping.sweep()
            if job_id := sweeping.neglected():
                did_one = running.run(job_id)
            if time.monotonic() - collected > COLLECT_EVERY:
                sweeping.collect()
                collected = time.monotonic()
        except (Error, OSError) as error:
            logger.warning("the sweep waits: %s", type(error).__name__)
            connection.close()
        if not did_one:
            stop.wait(settings.JOBS_SWEEP)


def poll_until_signalled() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    poll(stop)
