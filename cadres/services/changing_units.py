"""SQL of carrying out a reorganisation: units are founded, renamed, put under others."""

from cadres.models import Reorganisation

PLANNED = """
WITH RECURSIVE planned AS MATERIALIZED (
    SELECT p.* FROM cadres_plannedunit p JOIN cadres_reorganisationstep st ON st.id = p.step_id
    WHERE st.reorganisation_id = %(plan)s AND NOT st.dropped
), changed AS MATERIALIZED (
    SELECT unit_id, max(name_vi) AS name_vi, max(name_en) AS name_en, max(name_ar) AS name_ar,
           max(kind) AS kind,
           max(coalesce(parent_id, planned_parent_id)::text)::uuid AS parent_id
    FROM planned WHERE unit_id IS NOT NULL GROUP BY unit_id
)"""
RECORD = """
INSERT INTO cadres_unitrecord
    (id, unit_id, kind, parent_id, valid, instrument, name_vi, name_en, name_ar)
"""
AS_IT_IS = """
SELECT gen_random_uuid(), u.id, u.kind, u.parent_id, daterange(%(day)s, NULL), %(instrument)s,
       u.name_vi, u.name_en, u.name_ar
"""
CHANGES = {
    "units_founded": f"""
INSERT INTO cadres_unit (id, version, code, official_code, kind, level, block, parent_id, path,
                         valid, name_vi, name_en, name_ar)
{PLANNED}, founded AS (
    SELECT p.id, p.parent_id AS above, above.path || p.code || '/' AS path
    FROM planned p JOIN cadres_unit above ON above.id = p.parent_id WHERE p.unit_id IS NULL
    UNION ALL
    SELECT p.id, f.id, f.path || p.code || '/'
    FROM planned p JOIN founded f ON f.id = p.planned_parent_id WHERE p.unit_id IS NULL
)
SELECT p.id, 1, p.code, p.official_code, p.kind, p.level, p.block, f.above, f.path,
       daterange(%(day)s, NULL), p.name_vi, p.name_en, p.name_ar
FROM founded f JOIN planned p ON p.id = f.id
""",
    "names_founded": f"""
{RECORD}{PLANNED}
{AS_IT_IS} FROM planned p JOIN cadres_unit u ON u.id = p.id WHERE p.unit_id IS NULL
""",
    "old_names_kept": f"""
{PLANNED}
UPDATE cadres_unitrecord r SET valid = daterange(lower(r.valid), %(day)s)
FROM changed c WHERE r.unit_id = c.unit_id AND r.valid @> %(day)s::date
""",
    "units_changed": f"""
{PLANNED}
UPDATE cadres_unit u SET version = u.version + 1,
    name_vi = coalesce(nullif(c.name_vi, ''), u.name_vi),
    name_en = coalesce(nullif(c.name_en, ''), u.name_en),
    name_ar = coalesce(nullif(c.name_ar, ''), u.name_ar),
    kind = coalesce(nullif(c.kind, ''), u.kind), parent_id = coalesce(c.parent_id, u.parent_id)
FROM changed c WHERE u.id = c.unit_id
""",
    "new_names": f"""
{RECORD}{PLANNED}
{AS_IT_IS} FROM changed c JOIN cadres_unit u ON u.id = c.unit_id
""",
    "successions": """
INSERT INTO cadres_unitsuccession (id, old_id, new_id, kind, "on", instrument)
SELECT DISTINCT ON (s.old_id, coalesce(s.new_id, s.planned_id)) s.id, s.old_id,
       coalesce(s.new_id, s.planned_id), s.kind, %(day)s::date, %(instrument)s
FROM cadres_plannedsuccession s JOIN cadres_reorganisationstep st ON st.id = s.step_id
WHERE st.reorganisation_id = %(plan)s AND NOT st.dropped
  AND coalesce(s.new_id, s.planned_id) IS NOT NULL
ORDER BY s.old_id, coalesce(s.new_id, s.planned_id), st.ordinal
ON CONFLICT (old_id, new_id) DO NOTHING
""",
}
MOVED = f"""
{PLANNED}
SELECT u.id FROM changed c JOIN cadres_unit u ON u.id = c.unit_id WHERE c.parent_id IS NOT NULL
ORDER BY length(u.path)
"""
NEW_PATHS = """
UPDATE cadres_unit u SET path = above.path || m.code || '/' || substr(u.path, length(m.path) + 1),
    version = u.version + 1
FROM cadres_unit m JOIN cadres_unit above ON above.id = m.parent_id
WHERE m.id = %s AND starts_with(u.path, m.path)
  AND m.path <> above.path || m.code || '/'
"""


def move_subtrees(cursor, plan: Reorganisation) -> int:
    """Give every unit beneath one that was moved its new path; one stroke for each subtree."""
    cursor.execute(MOVED, {"plan": plan.pk})
    moved = 0
    for (unit_id,) in cursor.fetchall():
        cursor.execute(NEW_PATHS, [unit_id])
        moved += cursor.rowcount
    return moved
