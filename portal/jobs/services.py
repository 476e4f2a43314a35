"""Ask for work, stop it, ask again: the only writers of jobs besides the worker."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import get_language

from governance import audit
from governance.actor import Actor
from portal.jobs import batches, keys
from portal.jobs.bell import ring
from portal.jobs.kinds import BATCH, kind_named
from portal.models import BatchItem, Job, JobAsker

FIRST_RINGS = 4  # the workers ring on for the rest


@transaction.atomic
def submit(
    *, kind: str, params: dict, by: Actor, key_parts: tuple = (), label: str = "", lang: str = ""
) -> Job:
    """Ask for a job; the same question under the same rights is the same job.

    A job that was missed (failed, cancelled, given up) is tried again when asked for again.
    """
    job = _rows([(kind, params, key_parts, label)], by=by, lang=lang)[0]
    audit.record(by=by, action="portal.submit_job", subject=job, changes={"kind": kind})
    _join([job], by=by)
    if job.was_missed:
        _requeue([job], by=by)
        job.refresh_from_db()
    transaction.on_commit(lambda: ring(job.pk), robust=True)
    return job


@transaction.atomic
def submit_batch(
    *, kind: str, title: str, items: Iterable[dict], by: Actor, lang: str = ""
) -> Job:
    """Ask for many jobs of a kind at once; each item has params and may have label, key_parts.

    The batch shows their common progress, cancel, the retry of the missed ones and one ZIP.
    """
    wanted = [
        (kind, item["params"], item.get("key_parts", ()), item.get("label", "")) for item in items
    ]
    jobs = _rows(wanted, by=by, lang=lang)
    question = {"title": title, "jobs": [job.key for job in jobs]}
    batch = _rows([(BATCH, {"kind": kind}, (question,), title)], by=by, lang=lang)[0]
    audit.record(by=by, action="portal.submit_batch", subject=batch, changes={"jobs": len(jobs)})
    BatchItem.objects.bulk_create(
        [BatchItem(batch=batch, job=job, position=at) for at, job in enumerate(jobs)],
        ignore_conflicts=True,
    )
    _join([batch, *jobs], by=by)
    _requeue([job for job in jobs if job.was_missed], by=by)
    _reopen(batch)
    waiting = [job.pk for job in jobs if job.state == Job.State.QUEUED][:FIRST_RINGS]
    transaction.on_commit(lambda: [ring(pk) for pk in waiting], robust=True)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def cancel(*, job: Job, by: Actor) -> None:
    """Stop a job, or all unfinished ones of a batch: a waiting one now, else at its next step."""
    audit.record(by=by, action="portal.cancel_job", subject=job)
    wanted = _members(job).filter(state__in=Job.UNFINISHED)
    for one in wanted.select_for_update(no_key=True).order_by("pk"):
        if one.state == Job.State.QUEUED:
            Job.objects.filter(pk=one.pk).update(
                state=Job.State.CANCELLED, done_at=Now(), cancel_asked=True
            )
        else:
            Job.objects.filter(pk=one.pk).update(cancel_asked=True)
    batches.settle_all()


@transaction.atomic
def retry(*, job: Job, by: Actor) -> None:
    """Try a missed job again, or the missed jobs of a batch."""
    audit.record(by=by, action="portal.retry_job", subject=job)
    missed = list(_members(job).filter(state__in=Job.MISSED))
    _requeue(missed, by=by)
    if job.is_batch:
        _reopen(job)
    first = [one.pk for one in missed[:FIRST_RINGS]]
    transaction.on_commit(lambda: [ring(pk) for pk in first], robust=True)


retry_missed = retry


def _members(job: Job):
    if not job.is_batch:
        return Job.objects.filter(pk=job.pk)
    return Job.objects.filter(pk__in=BatchItem.objects.filter(batch=job).values("job_id"))


def _rows(wanted: list[tuple], *, by: Actor, lang: str) -> list[Job]:
    """The rows of these questions in their order; made where nobody asked before."""
    scope = keys.fingerprint(by)
    rows = []
    for code, params, parts, label in wanted:
        kind = kind_named(code)
        speaks = lang or (get_language() or "vi")[:2]
        key = keys.job_key(kind=code, params=params, scope=scope, parts=(speaks, *parts))
        rows.append(
            Job(
                kind=code,
                label=str(label)[:200],
                key=key,
                params=params,
                requested_by_id=by.account_id,
                hat=by.hat if by.account_id else "",
                scope=scope,
                lang=speaks,
                is_batch=code == BATCH,
                state=Job.State.RUNNING if code == BATCH else Job.State.QUEUED,
                max_attempts=kind.max_attempts,
                deadline_at=Now() + kind.deadline,
            )
        )
    Job.objects.bulk_create(rows, ignore_conflicts=True)
    found = {job.key: job for job in Job.objects.filter(key__in=[row.key for row in rows])}
    return list({row.key: found[row.key] for row in rows}.values())


def _join(jobs: list[Job], *, by: Actor) -> None:
    """Whoever asks belongs to the job from then on."""
    if by.account_id is None:
        return
    JobAsker.objects.bulk_create(
        [JobAsker(job=job, account_id=by.account_id) for job in jobs], ignore_conflicts=True
    )


def _requeue(jobs: list[Job], *, by: Actor) -> None:
    """Missed jobs wait again, for the present asker, with a new count of attempts and deadline."""
    scope = keys.fingerprint(by)
    for job in jobs:
        asker = by.account_id if scope == job.scope else job.requested_by_id
        Job.objects.filter(pk=job.pk, state__in=Job.MISSED).update(
            state=Job.State.QUEUED,
            attempt=0,
            fence=F("fence") + 1,
            cancel_asked=False,
            not_before=Now(),
            done_at=None,
            rung_at=None,
            progress_done=0,
            deadline_at=Now() + kind_named(job.kind).deadline,
            requested_by_id=asker,
        )
        job.state = Job.State.QUEUED


def _reopen(batch: Job) -> None:
    """A batch runs while one of its jobs is unfinished, and is over the moment none is."""
    Job.objects.filter(pk=batch.pk).update(state=Job.State.RUNNING, done_at=None)
    batches.settle_all()
