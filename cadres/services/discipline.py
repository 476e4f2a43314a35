"""Use cases about discipline in force and career blocks.

Inspection calls them; every room obeys the rows they write. A block begins only here, with its
measure or its pending matter; it ends on its day by itself.
"""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import (
    BlockException,
    Cadre,
    CareerBlock,
    Decision,
    DecisionKind,
    DisciplineMeasure,
    MeasureState,
    Unit,
)
from cadres.rules import blocks, discipline
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.periods import period

LIFTED_WITH_MEASURE = "The measure was changed or revoked"


@transaction.atomic
def record_measure(
    *,
    cadre: Cadre,
    side: str,
    form: str,
    is_leader: bool,
    violation: str,
    decision: Decision,
    announced_on: date,
    effective_from: date,
    by: Actor,
    on: date,
    follows: DisciplineMeasure | None = None,
    replaces: DisciplineMeasure | None = None,
) -> DisciplineMeasure:
    """Record a disciplinary decision, and every career block that follows from it."""
    require(by, access.EDIT, cadre=cadre)
    # Two officers may enter the same paper at once; the lock lets the constraint speak to one.
    cadre = Cadre.objects.select_for_update(no_key=True).get(pk=cadre.pk)
    measure = DisciplineMeasure(
        cadre=cadre,
        side=side,
        form=form,
        category=cadre.legal_category,
        is_leader=is_leader,
        violation=violation.strip(),
        decision=decision,
        announced_on=announced_on,
        effective_from=effective_from,
        follows=follows,
        replaces=replaces,
    )
    apply_law(measure, by, on)
    measure.full_clean()
    tell("record_measure", measure, by, basis=str(decision))
    measure.save(force_insert=True)
    block_after(measure)
    return measure


def apply_law(measure: DisciplineMeasure, by: Actor, on: date) -> None:
    """Ask the law of the decision's day whether the measure may be, and until when."""
    facts = measure_facts(measure, by, on)
    enforce(discipline.DATED, facts)
    law = discipline.DisciplineLaw.on(measure.decision.issued_on)
    enforce(discipline.MEASURE, facts, law)
    measure.expires_on = discipline.expires_on(facts, law)
    measure.law_versions = law.versions()


def measure_facts(measure: DisciplineMeasure, by: Actor, on: date) -> discipline.MeasureFacts:
    """What the rules look at before a measure is written."""
    follows = measure.follows
    return discipline.MeasureFacts(
        side=measure.side,
        form=measure.form,
        category=measure.category,
        is_leader=measure.is_leader,
        decided_on=measure.decision.issued_on,
        announced_on=measure.announced_on,
        effective_from=measure.effective_from,
        today=on,
        is_own=by.cadre_id == measure.cadre_id,
        follows_side=follows.side if follows else "",
        follows_same_person=follows is None or follows.cadre_id == measure.cadre_id,
    )


def block_after(measure: DisciplineMeasure) -> list[CareerBlock]:
    """The rows of every regime that follow from a measure, as its day's law has them."""
    law = blocks.BlockLaw.on(measure.effective_from)
    return _write(
        blocks.blocks_following(
            side=measure.side,
            form=measure.form,
            effective_from=measure.effective_from,
            expires_on=measure.expires_on,
            law=law,
        ),
        law,
        cadre=measure.cadre,
        measure=measure,
    )


def _write(found: list[blocks.Block], law: blocks.BlockLaw, **origin) -> list[CareerBlock]:
    versions, rows = law.versions(), []
    for block in found:
        row = CareerBlock(
            what=block.what.value,
            regime=block.regime.value,
            barred=period(block.since, block.until),
            source=law.cite(block.parameter),
            confidence=law.badge(block.parameter),
            law_versions={block.parameter: versions[block.parameter]},
            **origin,
        )
        row.full_clean()
        row.save(force_insert=True)
        rows.append(row)
    return rows


@transaction.atomic
def end_measure(
    *,
    measure: DisciplineMeasure,
    end: str,
    ended_on: date,
    decision: Decision,
    by: Actor,
    on: date,
) -> DisciplineMeasure:
    """Let a later decision change or revoke a measure; its blocks end with it."""
    require(by, access.EDIT, cadre=measure.cadre)
    rows = DisciplineMeasure.objects.select_for_update(no_key=True)
    measure = rows.get(pk=measure.pk)
    facts = discipline.EndingFacts(
        ended_on=ended_on,
        effective_from=measure.effective_from,
        expires_on=measure.expires_on,
        has_ended=measure.ended_on is not None,
        today=on,
    )
    enforce(discipline.ENDING, facts)
    measure.ended_on, measure.end, measure.end_decision = ended_on, end, decision
    measure.full_clean()
    tell("end_measure", measure, by, reason=str(MeasureState(end).label), basis=str(decision))
    measure.save(update_fields=["ended_on", "end", "end_decision"])
    measure.blocks.filter(lifted_on=None, barred__endswith__gt=ended_on).update(
        lifted_on=ended_on,
        lift_reason=f"{MeasureState(end).value}: {decision}"[:500].ljust(20, "."),
    )
    return measure


@transaction.atomic
def bar_while_pending(
    *, cadre: Cadre, since: date, matter: str, by: Actor, on: date
) -> list[CareerBlock]:
    """Record that a matter is under review, investigation, prosecution or trial."""
    require(by, access.EDIT, cadre=cadre)
    Cadre.objects.select_for_update(no_key=True).get(pk=cadre.pk)
    law = blocks.BlockLaw.on(since)
    audit.record(
        by=by,
        action="cadres.bar_while_pending",
        subject=cadre,
        unit_path=cadre.managing_unit.path,
        reason=matter,
        basis=law.cite("pending_bars"),
    )
    return _write(blocks.blocks_while_pending(since, law), law, cadre=cadre, matter=matter.strip())


@transaction.atomic
def close_matter(*, cadre: Cadre, lifted_on: date, reason: str, by: Actor, on: date) -> int:
    """Lift the blocks of a pending matter, because it is closed; other blocks stay."""
    require(by, access.EDIT, access.APPROVE, cadre=cadre)
    facts = blocks.ExceptionFacts(reason, lifted_on, lifted_on, is_own=by.cadre_id == cadre.pk)
    enforce(blocks.EXCEPTION, facts, blocks.BlockLaw.on(on))
    rows = CareerBlock.objects.filter(cadre=cadre, regime="pending", lifted_on=None)
    audit.record(
        by=by,
        action="cadres.close_matter",
        subject=cadre,
        unit_path=cadre.managing_unit.path,
        reason=reason,
    )
    return rows.update(lifted_on=lifted_on, lift_reason=reason.strip())


@transaction.atomic
def allow_in_spite(
    *,
    cadre: Cadre,
    what: str,
    first_day: date,
    last_day_exclusive: date,
    reason: str,
    decision: Decision,
    by: Actor,
    on: date,
) -> BlockException:
    """Record what the competent level allows in spite of a block, for a period."""
    require(by, access.APPROVE, cadre=cadre)
    facts = blocks.ExceptionFacts(
        reason, decision.issued_on, first_day, is_own=by.cadre_id == cadre.pk
    )
    enforce(blocks.EXCEPTION, facts, blocks.BlockLaw.on(on))
    exception = BlockException(
        cadre=cadre,
        what=what,
        allowed=period(first_day, last_day_exclusive),
        reason=reason.strip(),
        decision=decision,
        decided_by=by.name[:120],
    )
    exception.full_clean()
    tell("allow_in_spite", exception, by, reason=reason, basis=str(decision))
    exception.save(force_insert=True)
    return exception


@transaction.atomic
def paper_of(
    *, cadre: Cadre, number: str, issued_on: date, issuer: Unit, by: Actor, on: date
) -> Decision:
    """The decision behind a step of discipline, entered now if nobody has named it before."""
    require(by, access.EDIT, access.APPROVE, cadre=cadre)
    known = Decision.objects.filter(number=number.strip(), issued_on=issued_on, issuer=issuer)
    if found := known.first():
        return found
    decision = Decision(
        number=number.strip(),
        issued_on=issued_on,
        issuer=issuer,
        kind=DecisionKind.OTHER,
        summary=str(cadre)[:300],
    )
    decision.full_clean()
    audit.record(by=by, action="cadres.paper_of", subject=decision, unit_path=issuer.path)
    decision.save(force_insert=True)
    return decision


def require(by: Actor, *verbs: str, cadre: Cadre) -> None:
    """Discipline goes by the unit that manages the person."""
    access.require(by, *verbs, over=cadre.managing_unit, data_class=DataClass.DISCIPLINE)


def tell(action: str, row, by: Actor, *, reason: str = "", basis: str = "") -> None:
    audit.record(
        by=by,
        action=f"cadres.{action}",
        subject=row,
        unit_path=row.cadre.managing_unit.path,
        reason=reason,
        basis=basis,
    )
