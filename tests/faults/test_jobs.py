"""kill -9, an emptied broker, no broker, double delivery: each job ends with exactly one file."""

import hashlib
import uuid

import pytest

from governance.actor import system_actor
from portal import jobs
from portal.jobs import bell, store
from portal.models import Job, JobFile, StoredFile
from tests.faults import tasks  # noqa: F401 -- registers its kinds
from tests.faults.machines import Broker, Worker, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SYSTEM = system_actor("faults")


@pytest.fixture
def broker(tmp_path, settings):
    broker = Broker(tmp_path)
    broker.start()
    settings.VAR = tmp_path
    settings.CELERY_BROKER_URL = broker.url
    settings.CELERY_TASK_DEFAULT_QUEUE = f"faults-{uuid.uuid4().hex[:8]}"
    bell.breaker.close()
    bell._local.connection = None
    yield broker
    broker.kill()
    bell._local.connection = None
    bell.breaker.close()


@pytest.fixture
def worker(broker, tmp_path, settings):
    worker = Worker(broker=broker.url, folder=tmp_path, queue=settings.CELERY_TASK_DEFAULT_QUEUE)
    yield worker
    worker.kill()
    print((tmp_path / "worker.log").read_text()[-4000:])  # shown only when the test fails


def ask(text, **params):
    return jobs.submit(kind="faults.report", params={"text": text, **params}, by=SYSTEM)


def all_over():
    return not Job.objects.filter(state__in=Job.UNFINISHED).exists()


def assert_each_has_exactly_one_file(*texts):
    """Every job done; its bytes right; nothing half, doubled or lost on the disk."""
    assert {job.params["text"]: job.state for job in Job.objects.all()} == dict.fromkeys(
        texts, "done"
    )
    assert sorted(JobFile.objects.values_list("name", flat=True)) == sorted(
        f"{text}.txt" for text in texts
    )
    for file in JobFile.objects.select_related("stored"):
        content = store.path_of(file.stored.sha256).read_bytes()
        expected = ("báo cáo " + file.name.removesuffix(".txt")).encode() * 1000
        assert content == expected
        assert file.stored.sha256 == hashlib.sha256(expected).hexdigest()
    kept = {path.name for path in store.folder().glob("*/*")}
    assert kept == set(StoredFile.objects.values_list("sha256", flat=True))


def test_killed_at_any_point_a_job_still_ends_with_one_file(worker):
    """The pool child dies at four points of the first attempt; a message also comes thrice."""
    points = ("start", "half file", "kept", "finishing")
    found = [ask(f"killed at {point}", at=point) for point in points]
    worker.start()
    for job in found:
        for _ in range(3):
            jobs.ring(job.pk)
    wait_until(all_over, "all jobs are over")
    assert_each_has_exactly_one_file(*(f"killed at {point}" for point in points))
    assert set(Job.objects.values_list("attempt", flat=True)) == {2}


def test_a_worker_killed_in_mid_job_is_replaced_by_the_next(worker):
    job = ask("long", steps=30, pause=0.1)
    worker.start()
    wait_until(lambda: Job.objects.get(pk=job.pk).progress_done > 3, "the job is under way")
    worker.kill()
    assert Job.objects.get(pk=job.pk).state == "running"
    worker.start()
    wait_until(all_over, "the second worker has done it")
    assert_each_has_exactly_one_file("long")
    assert Job.objects.get(pk=job.pk).attempt == 2


def test_an_emptied_and_restarted_broker_loses_no_job(worker, broker):
    texts = [f"report {number}" for number in range(12)]
    for text in texts:
        ask(text, steps=3, pause=0.1)
    worker.start()
    wait_until(lambda: Job.objects.filter(state="done").exists(), "the first is done")
    broker.client().flushall()
    broker.kill()
    ask("asked without a broker")
    broker.start()
    assert broker.client().dbsize() < 10
    wait_until(all_over, "all jobs are over")
    assert_each_has_exactly_one_file(*texts, "asked without a broker")
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}


def test_without_any_broker_jobs_are_still_done(worker, broker):
    broker.kill()
    ask("one")
    ask("two")
    worker.start()
    wait_until(all_over, "the sweeper has done them")
    assert_each_has_exactly_one_file("one", "two")
