"""Which units a plan closes, what takes over from each, and who sits there: questions in SQL.

A unit closes with all that is beneath it. What is beneath follows by its code: the bodies of
«X» are «X.CU», «X.UBND»…, and each goes on in the body of the successor with the same ending.
"""

from collections.abc import Iterator

from django.db import connection

from cadres.models import Reorganisation

# Stays true while the plan is carried out: what ended on the very day still counts as closing.
CLOSING = """
WITH RECURSIVE step AS MATERIALIZED (
    SELECT id, ordinal, kind, reason, old_goes_on FROM cadres_reorganisationstep
    WHERE reorganisation_id = %(plan)s AND NOT dropped
), said AS MATERIALIZED (
    SELECT s.id, s.step_id, s.old_id, coalesce(s.new_id, s.planned_id) AS next_id, s.new_id,
           s.planned_id, s.kind, step.ordinal, step.old_goes_on, step.reason
    FROM cadres_plannedsuccession s JOIN step ON step.id = s.step_id
), planned AS MATERIALIZED (
    SELECT p.*, step.ordinal FROM cadres_plannedunit p JOIN step ON step.id = p.step_id
), moved AS (
    SELECT u.path FROM planned p JOIN cadres_unit u ON u.id = p.unit_id
    WHERE coalesce(p.parent_id, p.planned_parent_id) IS NOT NULL
), root AS MATERIALIZED (
    SELECT DISTINCT u.id, u.code, u.path FROM said JOIN cadres_unit u ON u.id = said.old_id
    WHERE NOT said.old_goes_on
), closing AS MATERIALIZED (
    SELECT DISTINCT ON (u.id) u.id, u.code, u.path, u.kind, u.name_vi,
           r.id AS root_id, r.code AS root_code
    FROM root r JOIN cadres_unit u ON starts_with(u.path, r.path)
    WHERE lower(u.valid) < %(day)s AND (upper_inf(u.valid) OR upper(u.valid) >= %(day)s)
      AND NOT EXISTS (SELECT FROM moved m
                      WHERE starts_with(u.path, m.path) AND length(m.path) > length(r.path))
    ORDER BY u.id, length(r.path) DESC
), main AS (
    SELECT DISTINCT ON (old_id) old_id, next_id FROM said
    WHERE NOT old_goes_on AND next_id IS NOT NULL
    ORDER BY old_id, kind = 'part', ordinal, id
), after AS MATERIALIZED (
    SELECT id, code, false AS planned FROM cadres_unit u
    WHERE (upper_inf(valid) OR upper(valid) > %(day)s)
      AND NOT EXISTS (SELECT FROM closing c WHERE c.id = u.id)
    UNION ALL
    SELECT id, code, true FROM planned p
    WHERE unit_id IS NULL AND NOT EXISTS (SELECT FROM cadres_unit u WHERE u.id = p.id)
), goes AS MATERIALIZED (
    SELECT c.id, c.code, c.root_id, c.root_code, coalesce(b.id, t.id) AS unit_id,
           CASE WHEN b.id IS NULL THEN t.planned ELSE b.planned END AS planned, b.id AS body_id
    FROM closing c
    LEFT JOIN main ON main.old_id = c.root_id
    LEFT JOIN after t ON t.id = main.next_id
    LEFT JOIN after b ON starts_with(c.code, c.root_code)
                     AND b.code = t.code || substr(c.code, length(c.root_code) + 1)
)"""
# Who holds a seat there when the day comes.
LEAVING = (
    CLOSING
    + """, leaving AS MATERIALIZED (
    SELECT a.id, a.cadre_id, a.is_principal, a.kind, s.title_id, t."group", g.unit_id, g.planned,
           g.body_id
    FROM goes g
    JOIN cadres_seat s ON s.unit_id = g.id
    JOIN cadres_title t ON t.id = s.title_id
    JOIN cadres_assignment a ON a.seat_id = s.id
    WHERE lower(a.held) < %(day)s AND (upper_inf(a.held) OR upper(a.held) > %(day)s)
)"""
)
# What becomes of each without anybody deciding: staff move with their seats; a leader goes on
# in the same title only where nobody else claims it; who leads is never decided by accident.
FATES = (
    LEAVING
    + """, hand AS (
    SELECT assignment_id, seat_id, planned_seat_id FROM cadres_placement
    WHERE reorganisation_id = %(plan)s AND by_hand AND NOT dropped
), free AS (
    SELECT s.id AS planned_seat_id, NULL::uuid AS seat_id, s.unit_id, s.title_id, s.ordinal
    FROM cadres_plannedseat s JOIN planned p ON p.id = s.unit_id
    WHERE NOT EXISTS (SELECT FROM hand WHERE hand.planned_seat_id = s.id)
    UNION ALL
    SELECT NULL, s.id, s.unit_id, s.title_id, s.ordinal
    FROM cadres_seat s
    WHERE s.unit_id IN (SELECT body_id FROM goes WHERE NOT planned) AND s.valid @> %(day)s::date
      AND NOT EXISTS (SELECT FROM hand WHERE hand.seat_id = s.id)
      AND NOT EXISTS (SELECT FROM cadres_assignment a WHERE a.seat_id = s.id
                      AND a.held && daterange(%(day)s, NULL))
), offered AS (
    SELECT *, row_number() OVER same AS n, count(*) OVER (PARTITION BY unit_id, title_id) AS seats
    FROM free WINDOW same AS (PARTITION BY unit_id, title_id ORDER BY ordinal)
), claim AS (
    SELECT id, body_id, title_id, row_number() OVER same AS n,
           count(*) OVER (PARTITION BY body_id, title_id) AS claims
    FROM leaving l
    WHERE l."group" <> 'specialist' AND NOT EXISTS (SELECT FROM hand WHERE assignment_id = l.id)
    WINDOW same AS (PARTITION BY body_id, title_id ORDER BY id)
), fate AS MATERIALIZED (
    SELECT l.id AS assignment_id, l.kind, l.unit_id, l.planned, o.seat_id, o.planned_seat_id,
           CASE WHEN l."group" = 'specialist' THEN 'moves'
                WHEN o.n IS NOT NULL THEN 'seat'
                WHEN l.is_principal THEN 'waits' ELSE 'ends' END AS outcome
    FROM leaving l
    LEFT JOIN claim c ON c.id = l.id
    LEFT JOIN offered o ON o.unit_id = c.body_id AND o.title_id = c.title_id AND o.n = c.n
                       AND c.claims <= o.seats
    WHERE NOT EXISTS (SELECT FROM hand WHERE assignment_id = l.id)
      AND (l.unit_id IS NOT NULL OR NOT l.is_principal AND l."group" <> 'specialist')
)"""
)


def asked(plan: Reorganisation, sql: str, **more) -> list[tuple]:
    """The rows that a question about a plan answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"plan": plan.pk, "day": plan.effective_on, **more})
        return cursor.fetchall()


def closing_ids(plan: Reorganisation) -> list:
    """The units that close, by identifier."""
    return [row[0] for row in asked(plan, f"{CLOSING} SELECT id FROM closing")]


def closing_with_targets(plan: Reorganisation) -> Iterator[tuple]:
    """(closing unit, where its people go on) by identifier; nothing where nobody takes over."""
    yield from asked(plan, f"{CLOSING} SELECT id, unit_id FROM goes")
