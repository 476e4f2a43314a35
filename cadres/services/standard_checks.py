"""Use cases about checks: keeping one, accepting what it lacks, judging what it cannot tell."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import (
    Cadre,
    Seat,
    StandardCheck,
    StandardJudgement,
    StandardResult,
    StandardWaiver,
    Title,
    Unit,
)
from cadres.rules import standards as rules
from cadres.rules.criteria import evaluate
from cadres.rules.keeping import ENGINE, kept, kept_facts
from cadres.selectors.facts import closed_to, gather
from cadres.selectors.standards import kinds_in, standard_for, tree_of
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce, refuse
from governance.text import say

PLANNING = DataClass.PLANNING
CHECKING = (access.EDIT, access.PROPOSE, access.APPROVE)


@transaction.atomic
def keep_check(
    *, cadre: Cadre, title: Title, by: Actor, on: date, seat: Seat | None = None
) -> StandardCheck:
    """Check a person for a post on a day and keep the answers with all they rest on."""
    access.require(by, *CHECKING, over=cadre.managing_unit, data_class=PLANNING)
    standard = standard_for(title, on)
    if standard is None:
        refuse("STD-09", say("No standard of this title is in force on that day. Draft one."))
    tree, law = tree_of(standard), rules.StandardsLaw.on(on)
    facts = gather([cadre.pk], on, law=law, kinds=kinds_in(tree), closed=closed_to(by))[cadre.pk]
    result = evaluate(tree, facts, law)
    check = StandardCheck(
        cadre=cadre,
        standard=standard,
        title=title,
        seat=seat,
        on=on,
        outcome=result.outcome,
        law_versions=law.versions(),
        inputs=kept_facts(facts),
        engine=ENGINE,
        checked_at=timezone.now(),
        checked_by=by.person or by.name[:60],
        checked_by_name=by.name,
    )
    check.full_clean()
    audit.record(
        by=by,
        action="cadres.check_standard",
        subject=check,
        unit_path=cadre.employing_unit.path,
        basis=standard.source_document,
    )
    check.save(force_insert=True)
    StandardResult.objects.bulk_create(_rows(check, result))
    return check


def _rows(check: StandardCheck, result: rules.Result) -> list[StandardResult]:
    """The answers as they are kept, one for each criterion, without a language."""
    return [
        StandardResult(
            standard_check=check,
            item_id=leaf.criterion.key,
            outcome=leaf.outcome,
            found=kept(leaf.answer.found),
            evidence=kept(leaf.answer.evidence),
        )
        for leaf in result.leaves()
    ]


def _facts(result: StandardResult, reason: str, by: Actor, authority: Unit | None = None):
    judged = StandardJudgement.objects.filter(result=result).first()
    outcome = result.outcome
    if judged:
        outcome = rules.Outcome.PASS if judged.is_met else rules.Outcome.FAIL
    return rules.WaiverFacts(
        reason=reason,
        outcome=outcome,
        checked_by=result.standard_check.checked_by,
        decided_by=by.person,
        has_authority=authority is not None,
    )


@transaction.atomic
def waive_criterion(
    *, result: StandardResult, authority: Unit, reason: str, by: Actor, on: date
) -> StandardWaiver:
    """Accept somebody who does not meet a criterion, as the competent level may, and say why."""
    cadre = result.standard_check.cadre
    access.require(by, access.APPROVE, over=cadre.managing_unit, data_class=PLANNING)
    access.require(by, access.APPROVE, over=authority, data_class=PLANNING)
    facts = _facts(result, reason, by, authority)
    enforce(rules.WAIVING, facts, rules.StandardsLaw.on(on))
    waiver = StandardWaiver(
        result=result,
        authority=authority,
        reason=reason.strip(),
        decided_on=on,
        decided_by=by.person or by.name[:60],
        decided_by_name=by.name,
    )
    waiver.full_clean()
    audit.record(
        by=by,
        action="cadres.waive_criterion",
        subject=waiver,
        unit_path=cadre.employing_unit.path,
        reason=reason,
        basis=result.item.legal_basis or _("title standard"),
    )
    waiver.save(force_insert=True)
    return waiver


@transaction.atomic
def judge_criterion(
    *, result: StandardResult, is_met: bool, reason: str, by: Actor, on: date
) -> StandardJudgement:
    """Record what people found of a criterion that the record cannot decide."""
    cadre = result.standard_check.cadre
    access.require(by, *CHECKING, over=cadre.managing_unit, data_class=PLANNING)
    enforce(rules.JUDGING, _facts(result, reason, by), rules.StandardsLaw.on(on))
    judgement = StandardJudgement(
        result=result,
        is_met=is_met,
        reason=reason.strip(),
        decided_on=on,
        decided_by=by.person or by.name[:60],
        decided_by_name=by.name,
    )
    judgement.full_clean()
    audit.record(
        by=by,
        action="cadres.judge_criterion",
        subject=judgement,
        unit_path=cadre.employing_unit.path,
        reason=reason,
    )
    judgement.save(force_insert=True)
    return judgement
