"""Which posts of relatives meet on a day, set-based: one question for one person or for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from cadres.models import HEAD_GROUPS, LOCALITIES, TitleGroup
from cadres.rules import kin as rules

DEPUTIES = (TitleGroup.DEPUTY_SECRETARY, TitleGroup.DEPUTY_CHAIR, TitleGroup.DEPUTY_HEAD)
# `ties` has every tie in both directions; what a person wrote of himself goes first. `posts` are
# those held on the day by people with ties, and one that somebody may come to hold. The head of
# a body holds its first seat: heads of divisions inside it are not its heads.
MEETINGS = """
words AS (SELECT * FROM unnest(%(side)s::text[], %(relation)s::text[], %(kin)s::text[],
                               %(inverse)s::text[]) AS w(side, relation, kin, inverse)),
lines AS MATERIALIZED (
  SELECT f.id, f.cadre_id, f.relative_id, w.kin, w.inverse
  FROM cadres_familymember f JOIN words w ON w.side = f.side AND w.relation = f.relation
  WHERE f.relative_id IS NOT NULL AND f.struck_on IS NULL
    AND (w.kin = ANY(%(set)s) OR w.inverse = ANY(%(set)s))
    AND (%(of)s::uuid[] IS NULL OR f.cadre_id = ANY(%(of)s::uuid[])
      OR f.relative_id = ANY(%(of)s::uuid[]))),
ties AS MATERIALIZED (
  SELECT DISTINCT ON (one, other) one, other, kin, evidence FROM (
    SELECT cadre_id AS one, relative_id AS other, kin, id AS evidence, 0 AS turned FROM lines
    UNION ALL SELECT relative_id, cadre_id, inverse, id, 1 FROM lines) AS both_ways
  ORDER BY one, other, turned, evidence),
posts AS MATERIALIZED (
  SELECT a.id, a.cadre_id, s.unit_id, s.title_id
  FROM cadres_assignment a JOIN cadres_seat s ON s.id = a.seat_id
  WHERE a.held @> %(on)s::date AND a.cadre_id IN (SELECT one FROM ties)
  UNION ALL SELECT NULL, %(cadre)s::uuid, %(unit)s::uuid, %(title)s::uuid
  WHERE %(cadre)s::uuid IS NOT NULL),
described AS MATERIALIZED (
  SELECT p.*, CASE u.kind WHEN 'btv' THEN u.parent_id ELSE u.id END AS body, l.id AS locality,
    array_remove(ARRAY[
      CASE WHEN h.is_head THEN 'head' END,
      CASE WHEN t."group" = ANY(%(deputies)s) THEN 'deputy' END,
      CASE WHEN u.kind = 'btv' OR u.kind = 'cap_uy'
        AND t."group" IN ('secretary', 'deputy_secretary') THEN 'standing' END,
      CASE WHEN t."group" IN ('secretary', 'peoples_chair') THEN 'leader' END,
      CASE WHEN h.is_head AND u.block IN ('party', 'government')
        AND u.name_vi ILIKE ANY(%(sectors)s) THEN 'sector_head' END], NULL) AS roles
  FROM posts p JOIN cadres_title t ON t.id = p.title_id JOIN cadres_unit u ON u.id = p.unit_id
  LEFT JOIN LATERAL (
    SELECT id FROM cadres_unit WHERE code = ANY(string_to_array(u.path, '/'))
      AND kind = ANY(%(localities)s) ORDER BY length(path) DESC LIMIT 1) l ON true
  CROSS JOIN LATERAL (SELECT t."group" = ANY(%(heads)s) AND NOT EXISTS (
    SELECT FROM cadres_seat s JOIN cadres_title above ON above.id = s.title_id
    WHERE s.unit_id = p.unit_id AND s.valid @> %(on)s::date
      AND above.precedence < t.precedence) AS is_head) h),
meetings AS MATERIALIZED (
  SELECT p.id AS one_post, q.id AS other_post, p.cadre_id AS one, q.cadre_id AS other,
    p.title_id, p.unit_id, q.title_id AS other_title, q.unit_id AS other_unit,
    ties.kin, ties.evidence, p.roles, q.roles AS other_roles,
    array_remove(ARRAY['province', CASE WHEN p.body = q.body THEN 'unit' END,
      CASE WHEN p.locality = q.locality THEN 'locality' END], NULL) AS shared
  FROM ties JOIN described p ON p.cadre_id = ties.one JOIN described q ON q.cadre_id = ties.other
  WHERE cardinality(p.roles) > 0 AND cardinality(q.roles) > 0)
"""
INTENDED = f"""
WITH {MEETINGS}
SELECT other, other_title, other_unit, kin, roles, other_roles, shared FROM meetings
WHERE one_post IS NULL ORDER BY other, other_post
"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A post somebody may come to hold, and one that a relative holds then."""

    other: UUID
    title: UUID
    unit: UUID
    facts: rules.MeetingFacts


def parameters(
    law: rules.KinLaw, on: date, *, of: Iterable[UUID] | None = None, intended=(None,) * 3
) -> dict:
    """What `MEETINGS` is asked with; `of` limits it to ties of some people."""
    cadre, title, unit = intended
    rows = [
        (side, relation, kin, rules.INVERSE[kin])
        for (side, relation), kin in rules.KIN_OF_LINE.items()
    ]
    words = dict(zip(("side", "relation", "kin", "inverse"), zip(*rows, strict=True), strict=True))
    return {
        **{name: list(values) for name, values in words.items()},
        "set": list(law.kin_set_114),
        "of": None if of is None else list(of),
        "on": on,
        "cadre": cadre,
        "title": title,
        "unit": unit,
        "heads": list(HEAD_GROUPS),
        "deputies": list(DEPUTIES),
        "localities": list(LOCALITIES),
        "sectors": law.sector_patterns,
    }


def meetings_if(
    *, cadre: UUID, title: UUID, unit: UUID, on: date, law: rules.KinLaw
) -> list[Meeting]:
    """The posts of relatives that somebody's new post would meet on a day."""
    asked = parameters(law, on, of=[cadre], intended=(cadre, title, unit))
    with connection.cursor() as cursor:
        cursor.execute(INTENDED, asked)
        return [
            Meeting(
                other, title, unit,
                rules.MeetingFacts(kin, frozenset(roles), frozenset(others), frozenset(shared)),
            )
            for other, title, unit, kin, roles, others, shared in cursor.fetchall()
        ]  # fmt: skip
