"""Who works on a job: lease and fence, judged by the database's clock and by nothing else."""

from django.conf import settings
from django.db import connection

CLAIM = """
UPDATE portal_job SET state = 'running', attempt = attempt + 1, fence = fence + 1,
       lease_until = clock_timestamp() + %(lease)s * interval '1 second',
       started_at = coalesce(started_at, clock_timestamp()), error_code = '', error_text = ''
 WHERE id = %(id)s AND NOT is_batch AND NOT cancel_asked AND attempt < max_attempts
   AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
   AND not_before <= clock_timestamp()
   AND (deadline_at IS NULL OR deadline_at > clock_timestamp())
RETURNING fence, attempt
"""
BEAT = """
UPDATE portal_job SET lease_until = clock_timestamp() + %(lease)s * interval '1 second',
       progress_done = %(done)s, progress_total = %(total)s, step = %(step)s
 WHERE id = %(id)s AND fence = %(fence)s AND state = 'running'
RETURNING cancel_asked
"""
FINISH = """
UPDATE portal_job SET state = 'done', done_at = clock_timestamp(), lease_until = NULL,
       result = %(result)s, step = '', progress_total = greatest(progress_total, 1),
       progress_done = greatest(progress_total, 1)
 WHERE id = %(id)s AND fence = %(fence)s AND state = 'running'
RETURNING id
"""
END = """
UPDATE portal_job SET state = %(state)s, done_at = clock_timestamp(), lease_until = NULL,
       error_code = %(code)s, error_text = %(text)s, step = ''
 WHERE id = %(id)s AND fence = %(fence)s AND state = 'running'
RETURNING id
"""
AGAIN = """
UPDATE portal_job SET state = 'queued', lease_until = NULL, error_code = %(code)s,
       error_text = %(text)s, step = '',
       not_before = clock_timestamp() + least(600, %(base)s * 4 ^ (attempt - 1))
                    * (0.8 + 0.4 * random()) * interval '1 second'
 WHERE id = %(id)s AND fence = %(fence)s AND state = 'running'
RETURNING id
"""
NEXT_WAITING = """
SELECT id FROM portal_job
 WHERE state = 'queued' AND NOT is_batch AND not_before <= clock_timestamp()
 ORDER BY not_before LIMIT 1
"""


def claim(job_id) -> tuple[int, int] | None:
    """(fence, attempt) when the job is ours now; nothing when it is not to be had."""
    return _one(CLAIM, id=job_id, lease=settings.JOBS_LEASE)


def beat(job_id, fence: int, *, done: int, total: int, step: str) -> bool | None:
    """Prolong the lease and tell the progress: is a cancel asked? Nothing: the job is not ours."""
    row = _one(
        BEAT,
        id=job_id,
        fence=fence,
        lease=settings.JOBS_LEASE,
        done=done,
        total=total,
        step=step[:200],
    )
    return row[0] if row else None


def finish(job_id, fence: int, *, result: str) -> bool:
    return _one(FINISH, id=job_id, fence=fence, result=result) is not None


def end(job_id, fence: int, *, state: str, code: str = "", text: str = "") -> bool:
    """Failed, cancelled or given up: no further attempt of its own."""
    return _one(END, id=job_id, fence=fence, state=state, code=code[:60], text=text) is not None


def try_again(job_id, fence: int, *, code: str, text: str) -> bool:
    """Back into the queue, later each time: 5, 20, 80, 320 seconds, a fifth more or less."""
    base = settings.JOBS_BACKOFF
    return _one(AGAIN, id=job_id, fence=fence, code=code[:60], text=text, base=base) is not None


def next_waiting():
    row = _one(NEXT_WAITING)
    return row[0] if row else None


def _one(sql: str, **values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()
