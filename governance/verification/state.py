"""Reconcile every row with its last image in the trail, or with the baseline it lies in."""

from collections.abc import Iterator

# A row's image must be written exactly as the triggers wrote it.
IMAGE_SETTINGS = (
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO, MDY'",
    "IntervalStyle = 'postgres'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
)
TOLD_PER_TABLE = 20
IMAGE_WITHOUT_PASSWORD = (
    "to_jsonb(t) || jsonb_build_object('password', "
    "encode(sha256(convert_to(t.password, 'UTF8')), 'hex'))"
)

ROWS_AGAINST_IMAGES = """
    WITH last AS (
        SELECT DISTINCT ON (pk) pk, seq, op, new FROM audit.event
        WHERE tbl = %(table)s AND op IN ('I', 'U', 'D') AND seq > %(since)s ORDER BY pk, seq DESC
    )
    SELECT coalesce(l.pk, t.{key}::text), l.seq,
        CASE WHEN l.pk IS NULL THEN 'has no image in the trail'
             WHEN l.op = 'D' THEN 'was removed, and is there'
             WHEN t.{key} IS NULL THEN 'is gone without a trace'
             ELSE 'differs from its last image' END
    FROM last l FULL JOIN {table} t ON t.{key}::text = l.pk
    WHERE (l.pk IS NULL AND NOT %(baseline)s)
       OR (l.op = 'D' AND t.{key} IS NOT NULL)
       OR (l.op <> 'D' AND (t.{key} IS NULL OR {image} IS DISTINCT FROM l.new))
    ORDER BY l.seq NULLS LAST LIMIT %(limit)s
"""
# The rows as they were at the baseline: untouched ones as they are, others by their first image.
ROWS_AGAINST_BASELINE = """
    WITH first AS (
        SELECT DISTINCT ON (pk) pk, op, old FROM audit.event
        WHERE tbl = %(table)s AND op IN ('I', 'U', 'D') AND seq > %(since)s ORDER BY pk, seq
    ), then_there AS (
        SELECT t.{key}::text AS key, ({image})::text AS image FROM {table} t
        WHERE NOT EXISTS (SELECT FROM first f WHERE f.pk = t.{key}::text)
        UNION ALL SELECT pk, old::text FROM first WHERE op <> 'I'
    )
    SELECT 'bucket:' || left(md5(key), %(digits)s), count(*),
        encode(sha256(string_agg(sha256(convert_to(image, 'UTF8')), NULL
                                 ORDER BY key COLLATE "C")), 'hex')
    FROM then_there GROUP BY 1
"""


def flaws(cursor) -> Iterator[tuple[str, str]]:
    cursor.execute(
        "SELECT w.tbl, c.oid, audit.key_of(c.oid) FROM audit.watched w "
        "LEFT JOIN pg_class c ON c.relname = w.tbl AND c.relkind = 'r' "
        "AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
    )
    for table, oid, key in cursor.fetchall():
        if oid is None:
            yield table, "the table is gone"
            continue
        yield from _flaws_of(cursor, table, key)


def _flaws_of(cursor, table: str, key: str) -> Iterator[tuple[str, str]]:
    cursor.execute(
        "SELECT seq, new FROM audit.event WHERE tbl = %s AND op = 'B' AND pk = '' "
        "ORDER BY seq DESC LIMIT 1",
        [table],
    )
    since, head = cursor.fetchone() or (0, None)
    cursor.execute(
        "SELECT %s::regclass::oid IN (SELECT attrelid FROM pg_attribute "
        "WHERE attname = 'password' AND NOT attisdropped)",
        [f'"{table}"'],
    )
    image = IMAGE_WITHOUT_PASSWORD if cursor.fetchone()[0] else "to_jsonb(t)"
    names = {"table": f'"{table}"', "key": f'"{key}"', "image": image}
    asked = {"table": table, "since": since, "baseline": head is not None, "limit": TOLD_PER_TABLE}
    cursor.execute(ROWS_AGAINST_IMAGES.format(**names), asked)
    for row, seq, detail in cursor.fetchall():
        yield f"{table} {row}", f"{detail}{f' (event {seq})' if seq else ''}"
    if head is not None:
        yield from _baseline_flaws(cursor, table, names, since)


def _baseline_flaws(cursor, table: str, names: dict, since: int) -> Iterator[tuple[str, str]]:
    cursor.execute(
        "SELECT new ->> 'baseline', (new ->> 'digits')::int FROM audit.event WHERE seq = %s",
        [since],
    )
    baseline, digits = cursor.fetchone()
    cursor.execute(
        "SELECT pk, (new ->> 'rows')::bigint, new ->> 'digest' FROM audit.event "
        "WHERE tbl = %s AND op = 'B' AND pk <> '' AND new ->> 'baseline' = %s",
        [table, baseline],
    )
    said = {bucket: (rows, digest) for bucket, rows, digest in cursor.fetchall()}
    cursor.execute(
        ROWS_AGAINST_BASELINE.format(**names), {"table": table, "since": since, "digits": digits}
    )
    found = {bucket: (rows, digest) for bucket, rows, digest in cursor.fetchall()}
    for bucket in sorted(said.keys() | found.keys()):
        was, is_now = said.get(bucket, (0, "")), found.get(bucket, (0, ""))
        if was != is_now:
            rows = f"{was[0]} rows then, {is_now[0]} now" if was[0] != is_now[0] else "rows differ"
            yield f"{table} {bucket}", f"does not match the baseline of event {since}: {rows}"
