"""Use cases about relatives in related posts: found, explained, decided; a warning heeded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from cadres import access
from cadres.models import (
    DECIDED_CONFLICTS,
    LIVE_CONFLICTS,
    Cadre,
    ConflictFinding,
    ConflictState,
    ConflictStep,
    FamilyMember,
    KinReason,
    Seat,
    Title,
    Unit,
)
from cadres.rules import kin as rules
from cadres.selectors.kin_facts import MEETINGS, parameters
from cadres.selectors.kin_warnings import warnings_for
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import Refused, check, enforce
from governance.records import save_changes

# A pair of posts is found once, in the order of the two assignments. Where somebody gave a reason
# to go on when the post was filled, that reason explains the finding. Of two detections at once
# the second finds the rows of the first; a finding whose cause is gone is resolved.
KEEP = f"""
WITH {MEETINGS},
pairs AS (SELECT * FROM unnest(%(codes)s::text[], %(ones)s::text[], %(others)s::text[],
    %(places)s::text[], %(sources)s::text[], %(sureness)s::text[])
  AS p(code, held, other_held, place, source, confidence)),
found AS MATERIALIZED (
  SELECT m.*, p.code, p.source, p.confidence FROM meetings m JOIN pairs p
    ON p.place = ANY(m.shared)
   AND (p.held = ANY(m.roles) AND p.other_held = ANY(m.other_roles)
     OR p.held = ANY(m.other_roles) AND p.other_held = ANY(m.roles))
  WHERE m.one_post < m.other_post),
opened AS (
  INSERT INTO cadres_conflictfinding AS c (id, version, rule, first_post_id, second_post_id, kin,
    evidence_id, found_on, source, confidence, law_versions, state, explanation, explained_by,
    explained_by_name, explained_on, reason, decided_by, decided_by_name)
  SELECT gen_random_uuid(), 1, f.code, f.one_post, f.other_post, f.kin, f.evidence, %(on)s,
    f.source, f.confidence, %(versions)s::jsonb,
    CASE WHEN r.reason IS NULL THEN 'open' ELSE 'explained' END, coalesce(r.reason, ''),
    coalesce(r.given_by, ''), coalesce(r.given_by_name, ''), r.given_on, '', '', ''
  FROM found f LEFT JOIN LATERAL (
    SELECT k.* FROM cadres_kinreason k WHERE k.rule = f.code AND (
      (k.cadre_id, k.other_id, k.unit_id, k.title_id) = (f.one, f.other, f.unit_id, f.title_id)
      OR (k.cadre_id, k.other_id, k.unit_id, k.title_id)
        = (f.other, f.one, f.other_unit, f.other_title))
    ORDER BY k.given_on DESC, k.id LIMIT 1) r ON true
  ORDER BY f.code, f.one_post, f.other_post
  ON CONFLICT (rule, first_post_id, second_post_id) DO UPDATE
    SET state = excluded.state, resolved_on = NULL, found_on = excluded.found_on,
        kin = excluded.kin, evidence_id = excluded.evidence_id, source = excluded.source,
        confidence = excluded.confidence, law_versions = excluded.law_versions,
        explanation = excluded.explanation, explained_by = excluded.explained_by,
        explained_by_name = excluded.explained_by_name, explained_on = excluded.explained_on,
        reason = '', decided_by = '', decided_by_name = '', decided_on = NULL,
        version = c.version + 1
    WHERE c.state = 'resolved'
  RETURNING id, state, explanation),
closed AS (
  UPDATE cadres_conflictfinding c SET state = 'resolved', resolved_on = %(on)s,
    version = c.version + 1
  WHERE c.state = ANY(%(live)s) AND NOT EXISTS (SELECT FROM found f WHERE f.code = c.rule
      AND f.one_post = c.first_post_id AND f.other_post = c.second_post_id)
    AND (%(of)s::uuid[] IS NULL OR EXISTS (SELECT FROM cadres_assignment a
      WHERE a.id IN (c.first_post_id, c.second_post_id) AND a.cadre_id = ANY(%(of)s::uuid[])))
  RETURNING c.id, c.state, '' AS explanation),
told AS (
  INSERT INTO cadres_conflictstep (id, finding_id, at, state, by_name, reason)
  SELECT gen_random_uuid(), id, %(at)s, state, %(by)s, explanation
  FROM (SELECT * FROM opened UNION ALL SELECT * FROM closed) AS each RETURNING 1)
SELECT (SELECT count(*) FROM opened), (SELECT count(*) FROM closed)
"""


@transaction.atomic
def look_for_conflicts(*, by: Actor, on: date) -> tuple[int, int]:
    """Find every conflict of a day in one statement: (newly found, resolved)."""
    audit.record(by=by, action="cadres.look_for_conflicts")
    return keep_conflicts(by=by, on=on)


def keep_conflicts(
    *, by: Actor, on: date, of: Iterable[UUID] | None = None, at: datetime | None = None
) -> tuple[int, int]:
    """The same within the use case that changed a post or a family; twice is once."""
    law = rules.KinLaw.on(on)
    pairs = [
        (rule.code, *pair, law.cite(rule.enforces), law.badge(rule.enforces))
        for rule in rules.MEETING
        if (pair := getattr(law, rule.enforces))
    ]
    names = ("codes", "ones", "others", "places", "sources", "sureness")
    columns = [list(column) for column in zip(*pairs, strict=True)] or [[] for _name in names]
    asked = parameters(law, on, of=of) | dict(zip(names, columns, strict=True))
    asked |= {
        "versions": json.dumps(law.versions()),
        "live": [str(state) for state in LIVE_CONFLICTS],
        "by": "" if by.is_system else by.name,
        "at": at or now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, asked)
        return cursor.fetchone()


@transaction.atomic
def explain_conflict(
    *, finding: ConflictFinding, version: int, reason: str, by: Actor, at: datetime
) -> ConflictFinding:
    """Say how two relatives came into these posts (giải trình)."""
    require(finding, access.EDIT, access.PROPOSE, by=by)
    rules.CONFLICT.require(finding.state, ConflictState.EXPLAINED)
    law = rules.KinLaw.on(localdate(at))
    enforce(rules.EXPLAINING, facts_of(finding, reason, by), law)
    changes = {
        "state": ConflictState.EXPLAINED,
        "explanation": reason.strip(),
        "explained_by": by.person or "system",
        "explained_by_name": by.name,
        "explained_on": localdate(at),
    }
    return take_step(finding, version, changes, reason, by, at)


@transaction.atomic
def decide_conflict(
    *, finding: ConflictFinding, version: int, state: str, reason: str, by: Actor, at: datetime
) -> ConflictFinding:
    """Confirm a finding, propose a transfer, approve an exception, or say it is none."""
    require(finding, access.APPROVE, by=by)
    rules.CONFLICT.require(finding.state, state)
    if state not in DECIDED_CONFLICTS:
        raise ValueError(f"{state} is found, not decided")
    law = rules.KinLaw.on(localdate(at))
    enforce(rules.DECIDING, facts_of(finding, reason, by), law)
    changes = {
        "state": state,
        "reason": reason.strip(),
        "decided_by": by.person or "system",
        "decided_by_name": by.name,
        "decided_on": localdate(at),
    }
    return take_step(finding, version, changes, reason, by, at)


def take_step(finding, version, changes, reason, by: Actor, at: datetime) -> ConflictFinding:
    """Write the new state and the line of its history."""
    state = changes["state"]
    audit.record(
        by=by,
        action=f"cadres.conflict_{state}",
        subject=finding,
        unit_path=finding.first_post.cadre.employing_unit.path,
        reason=reason,
        basis=finding.source,
    )
    save_changes(finding, expected_version=version, changes=changes)
    step = ConflictStep(
        finding=finding, at=at, state=state, by_name=by.name, reason=reason.strip()
    )
    step.full_clean()
    step.save()
    return finding


def require(finding: ConflictFinding, *verbs: str, by: Actor) -> None:
    """Both people must be within what the hat may do."""
    for cadre in finding.people:
        access.require(by, *verbs, over=cadre.employing_unit, data_class=DataClass.PERSONAL)


def facts_of(finding: ConflictFinding, reason: str, by: Actor) -> rules.DecidingFacts:
    return rules.DecidingFacts(
        reason=reason,
        concerned=is_concerned(finding, by),
        explained_by=finding.explained_by,
        person=by.person,
    )


def is_concerned(finding: ConflictFinding, by: Actor) -> bool:
    """Is the actor one of the two, or a relative of one?"""
    if by.cadre_id is None:
        return False
    people = [cadre.pk for cadre in finding.people]
    return by.cadre_id in people or (
        FamilyMember.objects.filter(struck_on=None)
        .filter(
            Q(cadre=by.cadre_id, relative__in=people) | Q(cadre__in=people, relative=by.cadre_id)
        )
        .exists()
    )


# -- when somebody is to hold a post -----------------------------------------------------
@dataclass(frozen=True, slots=True)
class Filling:
    """A post somebody is to hold from a day on, and where that is proposed or done."""

    cadre: Cadre
    title: Title
    unit: Unit
    from_day: date
    stage: str

    @classmethod
    def of(cls, cadre: Cadre, seat: Seat, from_day: date, stage: str) -> "Filling":
        return cls(cadre, seat.title, seat.unit, from_day, stage)


def heed_kin(filling: Filling, *, reason: str, by: Actor, on: date) -> None:
    """Warn of relatives in related posts; going on needs a reason, which is kept.

    A reason given before for the same post and the same relative holds.
    """
    law = rules.KinLaw.on(on)
    post = {"cadre": filling.cadre, "title": filling.title, "unit": filling.unit}
    warned = warnings_for(**post, on=filling.from_day, law=law, actor=by)
    if not warned:
        return
    given = set(KinReason.objects.filter(**post).values_list("other", "rule"))
    warned = [each for each in warned if (each.other, each.finding.code) not in given]
    short = check([rules.the_reason_is_given], rules.DecidingFacts(reason), law)
    if warned and short:
        raise Refused([each.finding for each in warned] + (short if reason.strip() else []))
    for each in warned:
        row = KinReason(
            **post,
            other_id=each.other,
            rule=each.finding.code,
            stage=filling.stage,
            source=each.finding.source,
            reason=reason.strip(),
            given_by=by.person or "system",
            given_by_name=by.name,
            given_on=on,
        )
        row.full_clean()
        row.save()
