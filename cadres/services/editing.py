"""Who may change a record: not the person, not a relative, and never without saying why."""

from datetime import date

from django.db.models import Q

from cadres.models import Cadre, FamilyMember
from cadres.rules import records as rules
from governance.actor import Actor
from governance.findings import enforce


def enforce_editing(*, cadre: Cadre, reason: str, by: Actor, on: date) -> None:
    """Who changes a record is not concerned, and says why."""
    enforce(rules.EDITING, facts_of(cadre, by, reason), rules.RecordLaw.on(on))


def enforce_unconcerned(*, cadre: Cadre, by: Actor, on: date) -> None:
    """The same where the act itself says why."""
    enforce(rules.UNCONCERNED, facts_of(cadre, by), rules.RecordLaw.on(on))


def facts_of(cadre: Cadre, by: Actor, reason: str = "") -> rules.EditFacts:
    own = by.cadre_id is not None and by.cadre_id == cadre.pk
    kin = by.cadre_id is not None and (
        FamilyMember.objects.filter(struck_on__isnull=True)
        .filter(Q(cadre=cadre, relative=by.cadre_id) | Q(cadre=by.cadre_id, relative=cadre))
        .exists()
    )
    return rules.EditFacts(own_record=own, relative=kin, reason=reason)
