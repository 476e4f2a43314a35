"""Jobs: one question, one job, one result; the database's clock decides whose it is."""

import hashlib
import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections
from django.utils import timezone

from governance.actor import Actor, GrantFact, acting, system_actor
from portal import jobs
from portal.jobs import claims, keys, kinds, running, store, sweeping
from portal.models import Account, BatchItem, Job, JobAsker, JobFile, StoredFile

pytestmark = pytest.mark.django_db(transaction=True)
GRANT = GrantFact("ORG_OFFICER", "/22/", frozenset({"basic"}), frozenset({"view"}))
WIDER = GrantFact("ORG_OFFICER", "/", frozenset({"basic"}), frozenset({"view"}))
held = {}


def grants_of(account, on):
    return held.get(account.pk, (GRANT,))


@jobs.job_kind("test.echo", title="Echo")
def echo(run):
    run.progress(1, 2, "half")
    run.save_file(run.params["text"].encode(), "echo.txt", "text/plain")
    return {"by": run.actor.name}


@jobs.job_kind("test.fail", title="Fail", max_attempts=2)
def fail(run):
    raise {"wait": OperationalError, "never": ImproperlyConfigured}[run.params["how"]]("secret")


@jobs.job_kind("test.patient", title="Patient")
def patient(run):
    started.set()
    for step in range(200):
        run.progress(step, 200)
        threading.Event().wait(0.05)


started = threading.Event()


@pytest.fixture(autouse=True)
def _quiet(settings, tmp_path):
    settings.GRANTS_OF = "tests.portal.test_jobs.grants_of"
    settings.VAR = tmp_path
    settings.JOBS_BACKOFF = 0.01
    settings.CELERY_BROKER_URL = "memory://"
    held.clear()
    started.clear()
    with acting(system_actor("test")):
        yield


@pytest.fixture
def actor():
    return actor_named("an")


def actor_named(name):
    account = Account.objects.create(username=name, display_name=name)
    return Actor(account_id=account.pk, name=name, hat="ORG_OFFICER", grants=(GRANT,))


def ask(actor, text="xin chào", **more):
    return jobs.submit(kind="test.echo", params={"text": text}, by=actor, **more)


def test_a_job_runs_once_and_keeps_its_file_under_its_hash(actor):
    job = ask(actor)

    assert running.run(job.pk) is True
    assert running.run(job.pk) is False

    job.refresh_from_db()
    file = JobFile.objects.get(job=job)
    digest = hashlib.sha256("xin chào".encode()).hexdigest()
    assert (job.state, job.result, job.attempt) == ("done", {"by": "an"}, 1)
    assert (file.name, file.stored.sha256) == ("echo.txt", digest)
    assert store.path_of(digest).read_text() == "xin chào"
    assert list(store.folder().glob(".tmp-*")) == []


def test_the_same_question_is_the_same_job(actor):
    assert ask(actor).pk == ask(actor).pk
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"text": "other"}, {"key_parts": ("data v2",)}, {"lang": "en"}],
    ids=["other params", "other data", "other language"],
)
def test_another_question_is_another_job(actor, change):
    assert ask(actor).pk != ask(actor, **change).pk


def test_people_share_a_job_only_under_equal_rights(actor):
    equal = actor_named("binh")
    wider = Actor(
        account_id=actor_named("chi").account_id, name="chi", hat="ORG_OFFICER", grants=(WIDER,)
    )
    first = ask(actor)
    assert ask(equal).pk == first.pk
    assert ask(wider).pk != first.pk
    assert set(JobAsker.objects.filter(job=first).values_list("account_id", flat=True)) == {
        actor.account_id,
        equal.account_id,
    }


def test_50_askers_at_once_make_one_job(actor):
    found, start = [], threading.Barrier(8)

    def click():
        try:
            with acting(actor):
                start.wait()
                found.append(ask(actor).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8


def test_only_one_of_two_workers_gets_a_job(actor):
    job = ask(actor)
    assert claims.claim(job.pk) == (1, 1)
    assert claims.claim(job.pk) is None


def test_a_lease_ends_by_the_clock_of_the_database(actor, time_machine):
    job = ask(actor)
    claims.claim(job.pk)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert claims.claim(job.pk) is None, "the worker's clock must not matter"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE portal_job SET lease_until = clock_timestamp() - interval '1 s'")
    assert claims.claim(job.pk) == (2, 2)


def test_a_worker_that_lost_its_lease_writes_nothing(actor):
    job = ask(actor)

    @jobs.job_kind("test.slow", title="Slow")
    def slow(run):
        run.save_file(b"old", "old.txt", "text/plain")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE portal_job SET fence = fence + 1")

    job = jobs.submit(kind="test.slow", params={}, by=actor)
    running.run(job.pk)
    job.refresh_from_db()
    assert job.state == "running"
    assert JobFile.objects.count() == StoredFile.objects.count() == 0
    kinds._kinds.pop("test.slow")


def test_what_may_pass_is_tried_again_and_then_given_up(actor):
    job = jobs.submit(kind="test.fail", params={"how": "wait"}, by=actor)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.error_code) == ("queued", 1, "OperationalError")
    assert job.not_before > job.created_at
    threading.Event().wait(0.05)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("dead", 2)


def test_what_cannot_pass_fails_at_once_and_quotes_nothing(actor):
    job = jobs.submit(kind="test.fail", params={"how": "never"}, by=actor)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error_text) == ("failed", "ImproperlyConfigured", "")


def test_a_missed_job_is_tried_again_when_asked_for_again(actor):
    job = jobs.submit(kind="test.fail", params={"how": "never"}, by=actor)
    running.run(job.pk)
    again = jobs.submit(kind="test.fail", params={"how": "never"}, by=actor)
    assert (again.pk, again.state, again.attempt) == (job.pk, "queued", 0)


def test_a_waiting_job_is_cancelled_at_once(actor):
    job = ask(actor)
    jobs.cancel(job=job, by=actor)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert running.run(job.pk) is False
    jobs.retry(job=job, by=actor)
    assert running.run(job.pk) is True
    job.refresh_from_db()
    assert job.state == "done"


def test_a_running_job_stops_at_its_next_step(actor, settings):
    settings.JOBS_LEASE = 0.4
    job = jobs.submit(kind="test.patient", params={}, by=actor)

    def work():
        running.run(job.pk)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    assert started.wait(5)
    jobs.cancel(job=job, by=actor)
    worker.join(8)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert job.progress_done < 199


def test_the_heart_keeps_the_lease_of_a_long_job(actor, settings):
    settings.JOBS_LEASE = 0.4
    job = jobs.submit(kind="test.patient", params={}, by=actor)

    def work():
        running.run(job.pk)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    assert started.wait(5)
    threading.Event().wait(1.5)
    assert claims.claim(job.pk) is None
    jobs.cancel(job=job, by=actor)
    worker.join(8)


def test_rights_are_read_again_when_the_job_runs(actor):
    job = ask(actor)
    held[actor.account_id] = ()
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "PermanentError")
    assert JobFile.objects.count() == 0


def test_an_overdue_job_is_ended(actor):
    job = ask(actor)
    Job.objects.filter(pk=job.pk).update(deadline_at=timezone.now() - timedelta(seconds=1))
    sweeping.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "deadline")


def test_a_job_whose_workers_all_died_is_given_up(actor):
    job = ask(actor)
    Job.objects.filter(pk=job.pk).update(
        state="running", attempt=5, lease_until=timezone.now() - timedelta(seconds=1)
    )
    sweeping.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("dead", "abandoned")


def test_the_sweep_rings_for_a_job_once_in_ten_seconds(actor):
    ask(actor)
    assert sweeping.sweep() == 1
    assert sweeping.sweep() == 0


def batch_of(actor, texts):
    items = [{"params": {"text": text}, "label": text} for text in texts]
    return jobs.submit_batch(kind="test.echo", title="All", items=items, by=actor)


def test_a_batch_is_done_when_its_last_job_is(actor):
    batch = batch_of(actor, "abc")
    members = list(BatchItem.objects.filter(batch=batch).values_list("job_id", flat=True))
    for member in members[:2]:
        running.run(member)
    batch.refresh_from_db()
    assert batch.state == "running"
    running.run(members[2])
    batch.refresh_from_db()
    assert batch.state == "done"


def test_the_same_batch_twice_is_one(actor):
    assert batch_of(actor, "abc").pk == batch_of(actor, "abc").pk
    assert Job.objects.count() == 4


def test_a_batch_takes_in_a_job_that_was_asked_for_before(actor):
    alone = ask(actor, "a")
    running.run(alone.pk)
    batch = batch_of(actor, "ab")
    assert Job.objects.count() == 3
    assert BatchItem.objects.filter(batch=batch, job=alone).exists()


def test_two_last_jobs_at_once_close_the_batch(actor):
    batch = batch_of(actor, "abcdef")
    members = BatchItem.objects.filter(batch=batch).values_list("job_id", flat=True)

    def work(job_id):
        running.run(job_id)
        connections.close_all()

    workers = [threading.Thread(target=work, args=[pk]) for pk in members]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    batch.refresh_from_db()
    assert batch.state == "done"


def test_only_the_missed_jobs_of_a_batch_are_tried_again(actor):
    batch = batch_of(actor, "abc")
    first, *others = BatchItem.objects.filter(batch=batch).values_list("job_id", flat=True)
    running.run(first)
    jobs.cancel(job=batch, by=actor)
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    jobs.retry_missed(job=batch, by=actor)
    batch.refresh_from_db()
    assert batch.state == "running"
    assert [running.run(pk) for pk in (first, *others)] == [False, True, True]
    batch.refresh_from_db()
    assert batch.state == "done"


def test_a_dead_broker_delays_nobody(actor, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nonexistent/valkey.sock"
    jobs.bell.breaker.close()
    jobs.bell._local.connection = None
    jobs.ring(uuid.uuid4())  # the first one also loads the client
    begun = timezone.now()
    assert [jobs.ring(uuid.uuid4()) for _ in range(5)] == [False] * 5
    assert timezone.now() - begun < timedelta(seconds=2)
    jobs.bell.breaker.close()


def test_a_broker_that_does_not_answer_delays_nobody(actor, settings, blackhole):
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{blackhole}/0"
    jobs.bell.breaker.close()
    jobs.bell._local.connection = None
    begun = timezone.now()
    assert [jobs.ring(uuid.uuid4()) for _ in range(5)] == [False] * 5
    assert timezone.now() - begun < timedelta(seconds=2)
    jobs.bell.breaker.close()


@pytest.fixture
def blackhole():
    """A port that accepts and says nothing."""
    import socket  # noqa: PLC0415 -- only here

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_collector_removes_what_no_row_names(actor, settings):
    job = ask(actor)
    running.run(job.pk)
    kept = store.path_of(StoredFile.objects.get().sha256)
    stray = store.folder() / "ab" / ("ab" + "0" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("x")
    assert sweeping.collect(older_than=timedelta(seconds=-1)) == 1
    assert kept.exists()
    assert not stray.exists()


def test_the_fingerprint_ignores_order_and_foreign_hats():
    other = GrantFact("UNIT_CLERK", "/1/", frozenset(), frozenset())
    one = Actor(account_id=None, name="a", hat="ORG_OFFICER", grants=(GRANT, WIDER, other))
    two = Actor(account_id=None, name="b", hat="ORG_OFFICER", grants=(WIDER, GRANT))
    assert keys.fingerprint(one) == keys.fingerprint(two)


def test_people_see_the_jobs_they_asked_for(actor):
    mine, theirs = ask(actor, "mine"), ask(actor_named("binh"), "theirs")
    assert list(Job.objects.visible_to(actor)) == [mine]
    admin = GrantFact("SYS_ADMIN", "/", frozenset({"admin"}), frozenset({"view"}))
    root = Actor(account_id=uuid.uuid4(), name="root", hat="SYS_ADMIN", grants=(admin,))
    assert set(Job.objects.visible_to(root)) == {mine, theirs}
