"""What the pages show of jobs: how far, how long still, and which files one may have now."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.actor import Actor
from portal.inbox import WorkItem
from portal.jobs import keys
from portal.jobs.kinds import title_of
from portal.jobs.running import actor_with_hat
from portal.models import Account, BatchItem, Job, JobFile

TONES = {
    Job.State.QUEUED: "",
    Job.State.RUNNING: "info",
    Job.State.DONE: "ok",
    Job.State.FAILED: "bad",
    Job.State.CANCELLED: "warn",
    Job.State.DEAD: "bad",
}


@dataclass(frozen=True)
class Progress:
    """How far a job or a batch is."""

    done: int
    total: int
    missed: int = 0
    ahead: int = 0
    left: str = ""

    @property
    def is_known(self) -> bool:
        return self.total > 0


def title(job: Job) -> str:
    """«Annual report: Quảng Ninh 2023»; a batch is called after what its jobs are."""
    kind = title_of(job.params.get("kind", job.kind) if job.is_batch else job.kind)
    return f"{kind}: {job.label}" if job.label else kind


def tone(job: Job) -> str:
    return TONES[job.state]


def progress_of(job: Job) -> Progress:
    """Counted from the jobs of a batch; told by the worker for a single job."""
    if job.is_batch:
        states = dict(
            BatchItem.objects.filter(batch=job)
            .values_list("job__state")
            .annotate(number=Count("pk"))
            .order_by()
        )
        total = sum(states.values())
        missed = sum(states.get(state, 0) for state in Job.MISSED)
        done = states.get(Job.State.DONE, 0) + missed
        return Progress(done, total, missed, left=time_left(job.created_at, done, total))
    ahead = 0
    if job.state == Job.State.QUEUED:
        waiting = Job.objects.filter(state=Job.State.QUEUED, is_batch=False)
        ahead = waiting.filter(not_before__lt=job.not_before).count()
    done, total = job.progress_done, job.progress_total
    return Progress(done, total, ahead=ahead, left=time_left(job.started_at, done, total))


def time_left(since, done: int, total: int) -> str:
    """A guess from the pace so far; nothing before there is a pace."""
    if since is None or not 0 < done < total:
        return ""
    seconds = (timezone.now() - since).total_seconds() * (total - done) / done
    if seconds < 90:
        n = max(1, round(seconds))
        return ngettext("about %(n)s second left", "about %(n)s seconds left", n) % {"n": n}
    n = round(seconds / 60)
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", n) % {"n": n}


def reason(job: Job) -> str:
    """Why a job was missed, in the reader's language."""
    if not job.was_missed or job.state == Job.State.CANCELLED:
        return ""
    known = {
        "deadline": _("It took longer than this kind of job may."),
        "abandoned": _("Every worker that tried it was stopped."),
        "PermanentError": _("The rights or the data it was asked under have changed."),
        "RenderFailed": _("The document could not be laid out."),
    }
    return known.get(job.error_code) or _("It ended with an error: %(code)s.") % {
        "code": job.error_code
    }


def may_open_files(job: Job, actor: Actor, account: Account) -> bool:
    """The rights of now must be those under which the files were made."""
    if job.requested_by_id is None:
        return False
    return keys.fingerprint(actor_with_hat(account, job.hat)) == job.scope


def members(batch: Job):
    """The jobs of a batch with their files; the missed ones first, because they want a hand."""
    files = Prefetch("files", JobFile.objects.select_related("stored"))
    items = BatchItem.objects.filter(batch=batch)
    jobs = {
        job.pk: job
        for job in Job.objects.filter(pk__in=items.values("job_id")).prefetch_related(files)
    }
    ordered = [jobs[pk] for pk in items.values_list("job_id", flat=True)]
    return sorted(ordered, key=lambda job: not job.was_missed)


def files_of(job: Job):
    """The results of a job or of a whole batch, in order."""
    chosen = JobFile.objects.select_related("stored", "job")
    if job.is_batch:
        return chosen.filter(job__batch_items__batch=job, job__state=Job.State.DONE).order_by(
            "job__batch_items__position", "position"
        )
    return chosen.filter(job=job, job__state=Job.State.DONE)


def work_for(actor: Actor, on: date) -> list[WorkItem]:
    """Jobs of the last week that were asked for and missed: they want another try or a word."""
    if actor.account_id is None:
        return []
    missed = Job.objects.filter(
        state__in=(Job.State.FAILED, Job.State.DEAD),
        askers__account_id=actor.account_id,
        done_at__date__gt=on - timedelta(days=7),
        batch_items=None,
    )
    return [
        WorkItem(title=title(job), url=job.get_absolute_url(), kind=_("Job"))
        for job in missed.order_by("-done_at")[:20]
    ]
