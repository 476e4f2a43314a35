"""Use cases about tables that a regulation sets: entered by one person, confirmed by another."""

from datetime import date

from django.db import connection, transaction

from cadres import access
from cadres.models import (
    AuthorityCell,
    AuthorityLine,
    AuthorityVersion,
    EquivalenceGroup,
    EquivalenceMember,
    EquivalenceVersion,
    RegulatedVersion,
    Step,
    Title,
    VersionState,
)
from cadres.rules import authority as rules
from cadres.selectors import authority, equivalence
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.periods import period
from governance.records import save_changes
from governance.rules import TwoPersons, second_person_is_another

QUESTIONS = {EquivalenceVersion: equivalence, AuthorityVersion: authority}
# Rows of the version before, copied under new keys: one statement for each table.
COPY_GROUPS = """
    INSERT INTO cadres_equivalencegroup
        (id, version, of_version_id, code, "order", broader_id, name_vi, name_en, name_ar)
    SELECT gen_random_uuid(), 1, %(new)s, code, "order", NULL, name_vi, name_en, name_ar
    FROM cadres_equivalencegroup WHERE of_version_id = %(old)s
"""
COPY_BROADER = """
    UPDATE cadres_equivalencegroup g SET broader_id = b.id, version = g.version + 1
    FROM cadres_equivalencegroup o
    JOIN cadres_equivalencegroup ob ON ob.id = o.broader_id
    JOIN cadres_equivalencegroup b ON b.of_version_id = %(new)s AND b.code = ob.code
    WHERE g.of_version_id = %(new)s AND o.of_version_id = %(old)s AND o.code = g.code
"""
COPY_MEMBERS = """
    INSERT INTO cadres_equivalencemember (id, version, of_version_id, title_id, group_id)
    SELECT gen_random_uuid(), 1, %(new)s, m.title_id, g.id
    FROM cadres_equivalencemember m
    LEFT JOIN cadres_equivalencegroup o ON o.id = m.group_id
    LEFT JOIN cadres_equivalencegroup g ON g.of_version_id = %(new)s AND g.code = o.code
    WHERE m.of_version_id = %(old)s
"""
COPY_LINES = """
    INSERT INTO cadres_authorityline
        (id, version, of_version_id, "group", level, track, title_id, tier)
    SELECT gen_random_uuid(), 1, %(new)s, "group", level, track, title_id, tier
    FROM cadres_authorityline WHERE of_version_id = %(old)s
"""
COPY_CELLS = """
    INSERT INTO cadres_authoritycell (id, version, line_id, step, body, body_level)
    SELECT gen_random_uuid(), 1, n.id, c.step, c.body, c.body_level
    FROM cadres_authorityline o
    JOIN cadres_authoritycell c ON c.line_id = o.id
    JOIN cadres_authorityline n ON n.of_version_id = %(new)s AND n."group" = o."group"
        AND n.level = o.level AND n.track = o.track AND n.title_id IS NOT DISTINCT FROM o.title_id
    WHERE o.of_version_id = %(old)s
"""
COPIES = {
    EquivalenceVersion: (COPY_GROUPS, COPY_BROADER, COPY_MEMBERS),
    AuthorityVersion: (COPY_LINES, COPY_CELLS),
}


@transaction.atomic
def enter_version(
    *,
    kind: type[RegulatedVersion],
    since: date,
    source: str,
    confidence: str,
    by: Actor,
    on: date,
    note: str = "",
) -> RegulatedVersion:
    """Begin a new version as a copy of the one in force; it has no effect until confirmed."""
    access.require_over_a_tree(by, access.EDIT)
    before = _latest(kind)
    facts = rules.VersionFacts(since, before.valid.lower if before else None, 1)
    enforce(rules.ENTER, facts)
    version = kind(
        number=QUESTIONS[kind].next_number(),
        source=source.strip(),
        confidence=confidence,
        note=note.strip(),
        valid=period(since),
        entered_by=by.person,
        entered_by_name=by.name,
        entered_on=on,
    )
    version.full_clean(validate_constraints=False)
    audit.record(by=by, action="cadres.enter_version", subject=version, basis=source)
    version.save(force_insert=True)
    if before:
        with connection.cursor() as cursor:
            for statement in COPIES[kind]:
                cursor.execute(statement, {"new": version.pk, "old": before.pk})
    return version


@transaction.atomic
def confirm_version(
    *, subject: RegulatedVersion, version: int, by: Actor, on: date
) -> RegulatedVersion:
    """Put a version in force as the second person; the one before ends the day it begins."""
    access.require_over_a_tree(by, access.APPROVE)
    kind = type(subject)
    before = _latest(kind, lock=True)
    rules.VERSION_CHART.require(subject.state, VersionState.CONFIRMED)
    enforce([second_person_is_another], TwoPersons(subject.entered_by, by.person))
    starts = subject.valid.lower
    facts = rules.VersionFacts(
        starts, before.valid.lower if before else None, QUESTIONS[kind].rows_of(subject)
    )
    enforce(rules.CONFIRM, facts)
    audit.record(by=by, action="cadres.confirm_version", subject=subject, basis=subject.source)
    if before:
        save_changes(
            before,
            expected_version=before.version,
            changes={"valid": period(before.valid.lower, starts)},
        )
    changes = {
        "state": VersionState.CONFIRMED,
        "confirmed_by": by.person,
        "confirmed_by_name": by.name,
        "confirmed_on": on,
    }
    return save_changes(subject, expected_version=version, changes=changes)


@transaction.atomic
def withdraw_version(
    *, subject: RegulatedVersion, version: int, by: Actor, on: date
) -> RegulatedVersion:
    """Drop a draft; its number stays used."""
    if not access.may_over_a_tree(by, access.APPROVE):
        access.require_over_a_tree(by, access.EDIT)
    rules.VERSION_CHART.require(subject.state, VersionState.WITHDRAWN)
    audit.record(by=by, action="cadres.withdraw_version", subject=subject)
    return save_changes(
        subject, expected_version=version, changes={"state": VersionState.WITHDRAWN}
    )


@transaction.atomic
def place_title(
    *, of: EquivalenceVersion, title: Title, group: EquivalenceGroup | None, by: Actor, on: date
) -> EquivalenceMember:
    """Put a title into a group of a draft, or out of every group."""
    _require_draft(of, by)
    audit.record(by=by, action="cadres.place_title", subject=of)
    member = EquivalenceMember.objects.filter(of_version=of, title=title).first()
    if member:
        return save_changes(member, expected_version=member.version, changes={"group": group})
    member = EquivalenceMember(of_version=of, title=title, group=group)
    member.full_clean()
    member.save(force_insert=True)
    return member


@transaction.atomic
def open_group(
    *,
    of: EquivalenceVersion,
    code: str,
    names: dict[str, str],
    order: int,
    by: Actor,
    on: date,
    broader: EquivalenceGroup | None = None,
) -> EquivalenceGroup:
    """Add a group to a draft."""
    _require_draft(of, by)
    group = EquivalenceGroup(of_version=of, code=code, order=order, broader=broader, **names)
    group.full_clean()
    audit.record(by=by, action="cadres.open_group", subject=group)
    group.save(force_insert=True)
    return group


@transaction.atomic
def write_line(
    *,
    of: AuthorityVersion,
    group: str,
    level: str,
    tier: str,
    bodies: dict[str, tuple[str, str]],
    by: Actor,
    on: date,
    track: str = "",
    title: Title | None = None,
) -> AuthorityLine:
    """Write a line of a draft: its tier, and for each step the body and its level."""
    _require_draft(of, by)
    line = AuthorityLine.objects.filter(
        of_version=of, group=group, level=level, track=track, title=title
    ).first()
    audit.record(by=by, action="cadres.write_line", subject=of)
    if line is None:
        line = AuthorityLine(
            of_version=of, group=group, level=level, track=track, title=title, tier=tier
        )
        line.full_clean()
        line.save(force_insert=True)
    elif line.tier != tier:
        save_changes(line, expected_version=line.version, changes={"tier": tier})
    cells = {cell.step: cell for cell in line.cells.all()}
    for step in Step.values:
        body, body_level = bodies.get(step, ("", ""))
        _write_cell(line, cells.get(step), step, body, body_level if body else "")
    return line


def _write_cell(line, cell, step: str, body: str, body_level: str) -> None:
    wanted = {"body": body, "body_level": body_level}
    if cell is None:
        cell = AuthorityCell(line=line, step=step, **wanted)
        cell.full_clean()
        cell.save(force_insert=True)
    elif (cell.body, cell.body_level) != (body, body_level):
        save_changes(cell, expected_version=cell.version, changes=wanted)


def _require_draft(version: RegulatedVersion, by: Actor) -> None:
    """Only a draft is edited, and by whoever keeps the catalogues."""
    access.require_over_a_tree(by, access.EDIT)
    now = type(version).objects.select_for_update(no_key=True).get(pk=version.pk)
    rules.VERSION_CHART.require(now.state, VersionState.CONFIRMED)


def _latest(kind: type[RegulatedVersion], lock: bool = False):
    """The confirmed version that begins last; locked, so that two are not confirmed at once."""
    rows = kind.objects.filter(state=VersionState.CONFIRMED).order_by("-valid")
    return (rows.select_for_update(no_key=True) if lock else rows).first()
