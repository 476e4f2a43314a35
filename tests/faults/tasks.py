"""Kinds of jobs that die at a named point of their first attempt."""

import os
import signal
import time

from portal.jobs import job_kind


def no_grants(account, on):
    return ()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@job_kind("faults.report", title="Report", max_attempts=5)
def report(run):
    """Write one file; `at` names the point where the first attempt is killed."""
    first, at = run.attempt == 1, run.params.get("at", "")
    if first and at == "start":
        die()
    for step in range(run.params.get("steps", 1)):
        run.progress(step, run.params.get("steps", 1))
        time.sleep(run.params.get("pause", 0))
    content = ("báo cáo " + run.params["text"]).encode() * 1000
    path = run.new_file()
    path.write_bytes(content[: len(content) // 2])
    if first and at == "half file":
        die()
    path.write_bytes(content)
    run.save_file(path, f"{run.params['text']}.txt", "text/plain")
    if first and at == "kept":
        die()
    if first and at == "finishing":
        run.at_end(die)
    return {"attempt": run.attempt}
