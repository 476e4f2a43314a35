"""What Celery can be told: a job waits. Each task takes one id and reads the truth itself."""

import os
import signal
import subprocess
import sys

from celery import shared_task, signals
from django.conf import settings

from governance.actor import acting, system_actor
from portal.imports import jobs as import_jobs
from portal.jobs import running, sweeping
from portal.lists import export_job
from portal.uploads.services import sweep_uploads as sweep

__all__ = ["collect_files", "export_job", "import_jobs", "run_job", "sweep_uploads", "wake_jobs"]


@shared_task(name="portal.run_job", ignore_result=True)
def run_job(job_id: str) -> None:
    """Do the job if it is to be had; delivered twice it is done once."""
    running.run(job_id)


@shared_task(name="portal.wake_jobs", ignore_result=True, expires=10)
def wake_jobs() -> None:
    """Ring for the jobs that wait."""
    sweeping.sweep()


@shared_task(name="portal.collect_files", ignore_result=True, expires=600)
def collect_files() -> None:
    """Remove files that belong to no finished job."""
    sweeping.collect()


@shared_task(name="portal.sweep_uploads", ignore_result=True, expires=3600)
def sweep_uploads() -> None:
    """Forget files people handed in that no record refers to."""
    with acting(system_actor("sweep uploads")) as actor:
        sweep(by=actor)


_sweeper: list[subprocess.Popen] = []


@signals.worker_init.connect
def start_sweeper(**_kwargs) -> None:
    """A worker brings its own sweeper, so that jobs run on while the broker is away."""
    if os.environ.get("PORTAL_SWEEPER", "1") == "1":
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "sweep_jobs"]
        _sweeper.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))


@signals.worker_shutdown.connect
def stop_sweeper(**_kwargs) -> None:
    """It finishes the job it has; a killed worker's sweeper sees its parent gone and ends."""
    for process in _sweeper:
        process.send_signal(signal.SIGTERM)
        process.wait()
    _sweeper.clear()
