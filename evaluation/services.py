"""What people do in evaluation: one function per use case, one transaction each."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from cadres import access
from cadres.models import Cadre, Decision, Unit
from evaluation import rules, selectors
from evaluation.models import State, UnitClass, YearlyClass
from evaluation.rules import ClassFacts, EvaluationLaw, UnitClassFacts
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import Refused, check, enforce
from governance.records import Conflict, save_changes
from governance.rules import TwoPersons, second_person_is_another


@transaction.atomic
def propose_class(
    *, cadre: Cadre, year: int, work_class: str, by: Actor, on: date, **said
) -> YearlyClass:
    """Propose the class of a cadre's work in a year (đề nghị xếp loại).

    What is said of it: `score`, `grounds`, `reason`, `disciplined`.
    """
    unit, seat, title_group = selectors.place_in_year(cadre, year)
    access.require(by, access.PROPOSE, over=unit, data_class=DataClass.EVALUATION)
    law = EvaluationLaw.of(year)
    facts = ClassFacts(work_class=work_class, is_ahead=year > on.year, **said)
    enforce(rules.PROPOSAL, facts, law)
    row = YearlyClass(
        cadre=cadre,
        year=year,
        unit=unit,
        seat=seat,
        title_group=title_group,
        proposed_class=work_class,
        work_class=work_class,
        **said,
        proposed_on=on,
        proposed_by=by.person,
        proposed_by_name=by.name,
    )
    row.full_clean()
    basis = law.cite("score_cuts")
    audit.record(
        by=by,
        action="evaluation.propose_class",
        subject=row,
        unit_path=unit.path,
        basis=basis,
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def decide_class(
    *, yearly_class: YearlyClass, version: int, work_class: str, by: Actor, on: date, **said
) -> YearlyClass:
    """Decide a proposed class, and keep when and how the person was told (quyết định xếp loại).

    What is said of it: `decision` or `vote`, `grounds`, `reason`, `notified_on`, `notified_how`;
    grounds and reason stay as proposed where nothing is said.
    """
    related = YearlyClass.objects.select_related("unit__parent", "seat__unit", "cadre")
    row = related.get(pk=yearly_class.pk)
    access.require(by, access.APPROVE, over=row.unit, data_class=DataClass.EVALUATION)
    law = EvaluationLaw.of(row.year)
    changes = {"work_class": work_class, **said}
    if row.version != version:
        raise Conflict(row, changes)
    rules.YEARLY_CLASS.require(row.state, State.DECIDED)
    _enforce_decision(row, changes, law, by)
    audit.record(
        by=by,
        action="evaluation.decide_class",
        subject=row,
        unit_path=row.unit.path,
        basis=str(said.get("decision") or said.get("vote")),
        changes={"proposed": row.proposed_class, "decided": work_class},
    )
    changes |= {
        "state": State.DECIDED,
        "decided_on": on,
        "decided_by": by.person,
        "decided_by_name": by.name,
        "law_versions": law.versions(),
    }
    return save_changes(yearly_class, expected_version=version, changes=changes)


def _enforce_decision(row: YearlyClass, said: dict, law: EvaluationLaw, by: Actor) -> None:
    """All that stands against a decision, told at once."""
    group = selectors.cap_group(row.unit, row.year)
    _lock_units({group.unit.pk, row.seat.unit_id if row.seat else row.unit_id})
    facts = selectors.class_facts(
        row,
        work_class=said["work_class"],
        grounds=said.get("grounds", row.grounds),
        reason=said.get("reason", row.reason),
        group=selectors.cap_group(row.unit, row.year, without=row),
    )
    paper = selectors.vote_facts(row, said.get("decision"), said.get("vote"))
    findings = [
        *check(rules.DECISION, facts, law),
        *check([rules.class_rests_on_a_paper], paper, law),
        *check([second_person_is_another], TwoPersons(row.proposed_by, by.person)),
    ]
    if findings:
        raise Refused(findings)


def _lock_units(keys: set) -> None:
    """Two may decide at once; the lock keeps the excellent counted and head and unit in step."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def classify_unit(
    *,
    unit: Unit,
    year: int,
    work_class: str,
    decision: Decision,
    by: Actor,
    on: date,
    score: Decimal | None = None,
    grounds: str = "",
) -> UnitClass:
    """Decide the class of a unit's work in a year; the level above decides (xếp loại tập thể)."""
    access.require(by, access.APPROVE, over=unit.parent or unit, data_class=DataClass.EVALUATION)
    _lock_units({unit.pk})
    law = EvaluationLaw.of(year)
    facts = UnitClassFacts(work_class=work_class, heads=selectors.heads_decided(unit, year))
    enforce([rules.unit_is_not_below_its_heads], facts, law)
    row = UnitClass(
        unit=unit,
        year=year,
        work_class=work_class,
        score=score,
        grounds=grounds,
        decision=decision,
        decided_on=on,
    )
    row.full_clean()
    audit.record(
        by=by,
        action="evaluation.classify_unit",
        subject=row,
        unit_path=unit.path,
        basis=str(decision),
    )
    row.save(force_insert=True)
    return row
