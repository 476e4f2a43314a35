"""A batch is over when its last job is; its progress is counted, never stored."""

from django.db import connection

LOCK = """
SELECT b.id FROM portal_job b JOIN portal_batchitem i ON i.batch_id = b.id
 WHERE i.job_id = %s AND b.state = 'running' ORDER BY b.id FOR NO KEY UPDATE OF b
"""
SETTLE = """
UPDATE portal_job b SET done_at = clock_timestamp(), state = CASE
         WHEN s.missed = 0 THEN 'done' WHEN s.failed = 0 THEN 'cancelled' ELSE 'failed' END
  FROM (SELECT i.batch_id,
               count(*) FILTER (WHERE j.state IN ('queued', 'running')) AS open,
               count(*) FILTER (WHERE j.state IN ('failed', 'dead', 'cancelled')) AS missed,
               count(*) FILTER (WHERE j.state IN ('failed', 'dead')) AS failed
          FROM portal_batchitem i JOIN portal_job j ON j.id = i.job_id
         WHERE i.batch_id = ANY(%s) GROUP BY i.batch_id) s
 WHERE s.batch_id = b.id AND s.open = 0 AND b.state = 'running'
"""
OPEN = "SELECT id FROM portal_job WHERE is_batch AND state = 'running'"


def settle(job_id) -> None:
    """Close the batches whose last job this was. The lock lets only one of two last jobs count
    at a time, and the count then sees what the other one committed."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [job_id])
        if batches := [row[0] for row in cursor.fetchall()]:
            cursor.execute(SETTLE, [batches])


def settle_all() -> None:
    """The sweep's look at every open batch."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        if batches := [row[0] for row in cursor.fetchall()]:
            cursor.execute(SETTLE, [batches])
