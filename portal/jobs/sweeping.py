"""The sweep: what no message tells. Rings for waiting jobs, ends the overdue, clears leftovers."""

import time
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from governance.actor import acting, system_actor
from portal.jobs import batches, store
from portal.jobs.bell import ring
from portal.models import StoredFile

AT_ONCE = 20
OVERDUE = """
UPDATE portal_job SET state = 'failed', error_code = 'deadline', done_at = clock_timestamp(),
       lease_until = NULL, fence = fence + 1
 WHERE state IN ('queued', 'running') AND NOT is_batch AND deadline_at < clock_timestamp()
"""
ABANDONED = """
UPDATE portal_job SET done_at = clock_timestamp(), lease_until = NULL, fence = fence + 1,
       state = CASE WHEN cancel_asked THEN 'cancelled' ELSE 'dead' END,
       error_code = CASE WHEN cancel_asked THEN '' ELSE 'abandoned' END
 WHERE state = 'running' AND NOT is_batch AND lease_until < clock_timestamp()
   AND (attempt >= max_attempts OR cancel_asked)
"""
WAITING = """
UPDATE portal_job SET rung_at = clock_timestamp() WHERE id IN (
  SELECT id FROM portal_job
   WHERE NOT is_batch AND not_before <= clock_timestamp()
     AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
     AND (rung_at IS NULL OR rung_at < clock_timestamp() - interval '10 seconds')
   ORDER BY not_before LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""
NEGLECTED = """
SELECT id FROM portal_job
 WHERE NOT is_batch
   AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
   AND greatest(not_before, coalesce(lease_until, not_before))
       < clock_timestamp() - %s * interval '1 second'
 ORDER BY not_before LIMIT 1
"""


def sweep() -> int:
    """End what is overdue, ring for what waits; how many jobs were rung for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OVERDUE)
        cursor.execute(ABANDONED)
        batches.settle_all()
        cursor.execute(WAITING, [AT_ONCE])
        waiting = [row[0] for row in cursor.fetchall()]
    for job_id in waiting:
        ring(job_id)
    return len(waiting)


def neglected():
    """A job nobody has taken for a while although it could be had."""
    with connection.cursor() as cursor:
        cursor.execute(NEGLECTED, [settings.JOBS_PATIENCE])
        row = cursor.fetchone()
    return row[0] if row else None


def collect(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove temporary files of attempts long over, and files that no row names."""
    removed = 0
    now = time.time()
    with acting(system_actor("collect files")):
        for path in sorted(store.folder().rglob("*")):
            if not path.is_file():
                continue
            age = now - path.stat().st_mtime
            if path.name.startswith(".tmp-"):
                leftover = age > max(2 * settings.JOBS_LEASE, 3600)
                if leftover:
                    path.unlink(missing_ok=True)
            else:
                leftover = age > older_than.total_seconds() and _removed(path, older_than)
            removed += leftover
    return removed


@transaction.atomic
def _removed(path, older_than: timedelta) -> bool:
    """Remove a file no row names, unless somebody is just now keeping the same bytes again."""
    if StoredFile.objects.filter(sha256=path.name).exists() or not store.may_remove(path.name):
        return False
    if time.time() - path.stat().st_mtime <= older_than.total_seconds():
        return False
    if StoredFile.objects.filter(sha256=path.name).exists():
        return False
    path.unlink(missing_ok=True)
    return True
