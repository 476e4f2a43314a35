"""Do one job: claim it, act as who asked, keep the result, write the end behind the fence."""

import logging
import traceback

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from governance import audit
from governance.actor import Actor, acting, system_actor
from portal.jobs import batches, claims, keys
from portal.jobs.bell import ring
from portal.jobs.errors import Cancelled, LeaseLost, PermanentError, is_transient, told
from portal.jobs.kinds import kind_named
from portal.jobs.run import JobRun
from portal.models import Account, Job, JobFile, StoredFile

logger = logging.getLogger(__name__)


def run(job_id) -> bool:
    """Do the job if it is to be had; a second delivery of the same message does nothing."""
    close_old_connections()
    if (claimed := claims.claim(job_id)) is None:
        return False
    fence, attempt = claimed
    with acting(system_actor("jobs")):
        job = Job.objects.get(pk=job_id)
    try:
        _attempt(job, fence, attempt)
    except LeaseLost:
        logger.warning("job %s was taken over by another worker", job_id)
    except Cancelled:
        _end(job, fence, state=Job.State.CANCELLED)
    except Exception as error:
        _missed(job, fence, attempt, error)
    if waiting := claims.next_waiting():
        ring(waiting)
    return True


def _attempt(job: Job, fence: int, attempt: int) -> None:
    """The handler under the asker's rights of today, then the end in one transaction."""
    kind = kind_named(job.kind)
    with acting(system_actor("jobs")):
        actor = actor_of(job)
    attempt_at = JobRun(
        job_id=job.pk,
        fence=fence,
        attempt=attempt,
        params=job.params,
        actor=actor,
        lang=job.lang,
    )
    with acting(actor), translation.override(job.lang):
        with attempt_at as under_way:
            result = kind.handler(under_way)
        under_way.check_cancelled()
        _finish(job, under_way, result or {}, actor)


def actor_of(job: Job) -> Actor:
    """Who asked, with the grants held now; refused when they are not those of the asking."""
    if job.requested_by_id is None:
        return system_actor(job.kind)
    account = Account.objects.get(pk=job.requested_by_id)
    actor = actor_with_hat(account, job.hat)
    if not account.is_active or keys.fingerprint(actor) != job.scope:
        raise PermanentError("The rights under which this was asked for are no longer held.")
    return actor


def actor_with_hat(account: Account, hat: str) -> Actor:
    today = timezone.localdate()
    grants = import_string(settings.GRANTS_OF)(account, today)
    return Actor(
        account_id=account.pk,
        name=account.username,
        hat=hat,
        grants=tuple(grant for grant in grants if grant.hat == hat),
        cadre_id=account.cadre_id,
        on=today,
    )


@transaction.atomic
def _finish(job: Job, under_way: JobRun, result: dict, actor: Actor) -> None:
    """Only who still holds the fence writes the end; a file without it stays nameless."""
    audit.record(by=actor, action="portal.finish_job", subject=job, changes={"kind": job.kind})
    if not claims.finish(job.pk, under_way.fence, result=keys.canonical(result)):
        raise LeaseLost
    JobFile.objects.filter(job=job).delete()
    for position, kept in enumerate(under_way.kept):
        stored, _created = StoredFile.objects.get_or_create(
            sha256=kept.sha256,
            defaults={"size": kept.size, "content_type": kept.content_type},
        )
        JobFile.objects.create(job=job, stored=stored, name=kept.name, position=position)
    for act in under_way.last_acts:
        act()
    batches.settle(job.pk)


def _missed(job: Job, fence: int, attempt: int, error: Exception) -> None:
    """Later again for what may pass, the end for what will not."""
    code, text = type(error).__name__, told(error)
    where = traceback.format_tb(error.__traceback__)[-1].strip()
    logger.error("job %s attempt %s ended with %s at %s", job.pk, attempt, code, where)
    if connection.in_atomic_block is False:
        close_old_connections()
    if not is_transient(error):
        _end(job, fence, state=Job.State.FAILED, code=code, text=text)
    elif attempt >= job.max_attempts:
        _end(job, fence, state=Job.State.DEAD, code=code, text=text)
    else:
        claims.try_again(job.pk, fence, code=code, text=text)


@transaction.atomic
def _end(job: Job, fence: int, *, state: str, code: str = "", text: str = "") -> None:
    if claims.end(job.pk, fence, state=state, code=code, text=text):
        batches.settle(job.pk)
