"""Who may act where. Services call `require` first; selectors use `visible_to`."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cadres.models import Cadre, Compartment, Hat, HatGrant, Unit
from governance.actor import Actor, GrantFact
from governance.classes import DataClass

READ, EDIT, PROPOSE, APPROVE, SIGN, REPORT = "view", "edit", "propose", "approve", "sign", "report"
RECORD = frozenset({DataClass.BASIC, DataClass.PERSONAL})
WORK = RECORD | {DataClass.EVALUATION, DataClass.PLANNING, DataClass.DISCIPLINE, DataClass.EXAM}

# Hat → what it may do with which classes (TRUST 3.2, DOMAIN 14.6-14.7). Who keeps records
# does not approve them; who administers accounts sees no data at all.
MATRIX: dict[str, tuple[tuple[frozenset, frozenset], ...]] = {
    Hat.CADRE: ((frozenset({DataClass.BASIC}), frozenset({READ})),),
    Hat.UNIT_CLERK: ((RECORD | {DataClass.EVALUATION}, frozenset({READ, EDIT})),),
    Hat.UNIT_HEAD: (
        (RECORD | {DataClass.EVALUATION, DataClass.PLANNING}, frozenset({READ, PROPOSE})),
        # A unit's head answers findings and reports what was done about recommendations.
        (frozenset({DataClass.DISCIPLINE}), frozenset({READ, REPORT})),
    ),
    Hat.ORG_OFFICER: ((WORK, frozenset({READ, EDIT, PROPOSE, REPORT})),),
    Hat.ORG_HEAD: ((WORK, frozenset({READ, APPROVE, REPORT})),),
    Hat.STANDING_MEMBER: ((WORK, frozenset({READ, APPROVE, SIGN, REPORT})),),
    Hat.INSPECTOR: (
        (frozenset({DataClass.DISCIPLINE}), frozenset({READ, EDIT, PROPOSE})),
        (frozenset({DataClass.BASIC, DataClass.EVALUATION}), frozenset({READ})),
    ),
    Hat.EXAM_COUNCIL: (
        (frozenset({DataClass.EXAM}), frozenset({READ, EDIT, PROPOSE})),
        (frozenset({DataClass.BASIC}), frozenset({READ})),
    ),
    Hat.FRONT_USER: ((frozenset({DataClass.BASIC}), frozenset({READ})),),
    Hat.AUDITOR: ((frozenset({DataClass.ADMIN}), frozenset({READ})),),
    Hat.SYS_ADMIN: ((frozenset({DataClass.ADMIN}), frozenset({READ, EDIT})),),
}


# Who may open a closed compartment of a record, always with a reason (DOMAIN 2.15, 14.1). Health
# is entered by the unit's clerk; what was in anybody's past is for the organisation board alone.
COMPARTMENTS: dict[str, frozenset] = {
    Compartment.HEALTH: frozenset({Hat.UNIT_CLERK, Hat.ORG_OFFICER, Hat.ORG_HEAD}),
    Compartment.POLITICAL: frozenset({Hat.ORG_OFFICER, Hat.ORG_HEAD}),
    Compartment.ABROAD: frozenset({Hat.ORG_OFFICER, Hat.ORG_HEAD}),
    Compartment.ASSETS: frozenset({Hat.ORG_OFFICER, Hat.ORG_HEAD}),
}


def classes_of(hat: str) -> frozenset:
    """The most data classes a grant of this hat may open."""
    return frozenset().union(*(classes for classes, _verbs in MATRIX[hat]))


def grants_of(account, on: date) -> tuple[GrantFact, ...]:
    """The grants of an account on a day, as the request's actor carries them."""
    rows = (
        HatGrant._base_manager.filter(account=account, valid__contains=on)
        .order_by("hat", "unit__path")
        .values_list("hat", "unit__path", "classes")
    )
    return tuple(
        GrantFact(hat=hat, path=path, classes=opened, verbs=verbs)
        for hat, path, classes in rows
        for allowed, verbs in MATRIX[hat]
        if (opened := allowed.intersection(classes))
    )


def may(actor: Actor, verb: str, *, over: Unit | str, data_class: str = DataClass.BASIC) -> bool:
    """Does the acting hat allow this verb on this class of data of a unit?"""
    path = over if isinstance(over, str) else over.path
    return actor.is_system or any(
        path.startswith(grant.path) and verb in grant.verbs and data_class in grant.classes
        for grant in actor.grants
    )


def may_somewhere(actor: Actor, verb: str, *, data_class: str = DataClass.BASIC) -> bool:
    """Is there any unit over which the acting hat allows this?"""
    return actor.is_system or any(
        verb in grant.verbs and data_class in grant.classes for grant in actor.grants
    )


def require(actor: Actor, *verbs: str, over: Unit, data_class: str = DataClass.BASIC) -> None:
    """Refuse with 403 unless the acting hat allows one of the verbs over this unit."""
    if not any(may(actor, verb, over=over, data_class=data_class) for verb in verbs):
        raise PermissionDenied(
            _("Your hat does not allow this over %(unit)s. Ask the organisation board.")
            % {"unit": over}
        )


def may_open(actor: Actor, compartment: str, cadre: Cadre) -> bool:
    """May the acting hat open this compartment of a record for a reason?"""
    if actor.is_system:
        return True
    return actor.hat in COMPARTMENTS[compartment] and any(
        may(actor, READ, over=unit, data_class=DataClass.PERSONAL)
        for unit in (cadre.employing_unit, cadre.managing_unit)
    )


def require_somewhere(actor: Actor, verb: str, *, data_class: str = DataClass.BASIC) -> None:
    """Refuse with 403 a page that no unit of the acting hat allows."""
    if not may_somewhere(actor, verb, data_class=data_class):
        raise PermissionDenied(_("Your hat does not open this page."))


def may_over_a_tree(actor: Actor, verb: str) -> bool:
    """Does the acting hat allow this over a whole tree of units? So catalogues are kept."""
    return actor.is_system or any(
        verb in grant.verbs and DataClass.BASIC in grant.classes and grant.path.count("/") <= 2
        for grant in actor.grants
    )


def require_over_a_tree(actor: Actor, verb: str) -> None:
    """Refuse with 403 unless the acting hat allows this over a whole tree of units."""
    if not may_over_a_tree(actor, verb):
        raise PermissionDenied(
            _("Catalogues are kept for the whole province. Ask the organisation board.")
        )
