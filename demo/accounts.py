"""The sign-ins of the demo: one invented person for each hat, all with one printed password."""

import os
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import Assignment, Cadre, Hat, Unit, UnitSuccession
from cadres.services.grants import give_hat
from demo.localities import TWO_TIERS
from governance.actor import acting, system_actor
from portal.models import Account
from portal.services.accounts import open_account

DEFAULT_PASSWORD = "ha-long-thu-nghiem-2026"  # noqa: S105 -- printed for everybody to see
OPENER = system_actor("demo.demo_accounts")
FIRST_DAY = date(2016, 1, 1)


@dataclass(frozen=True)
class SignIn:
    """An account of the demo: hat, units by code, and the post of the cadre who bears it."""

    username: str
    hat: str
    units: tuple[str, ...]
    post: tuple[str, str]  # code of the unit, code of the title
    with_heirs: bool = False


SIGN_INS = (
    SignIn("bithu", Hat.STANDING_MEMBER, ("22",), ("22.CU", "P-SEC")),
    SignIn("truongban", Hat.ORG_HEAD, ("22",), ("22.BTC", "P-BHEAD")),
    SignIn("tochuc", Hat.ORG_OFFICER, ("22",), ("22.BTC", "P-BDEP")),
    SignIn("vanthu.halong", Hat.UNIT_CLERK, ("193",), ("06685-2025.VPDU", "C-BHEAD"), True),
    SignIn("thutruong", Hat.UNIT_HEAD, ("22.SNV",), ("22.SNV", "P-SHEAD")),
    SignIn("kiemtra", Hat.INSPECTOR, ("22",), ("22.UBKT", "P-BHEAD")),
    SignIn("hoidongthi", Hat.EXAM_COUNCIL, ("22",), ("22.SNV", "P-SDEP")),
    SignIn("mattran", Hat.FRONT_USER, ("22",), ("22.MT", "P-FCHAIR")),
    SignIn("kiemtoan", Hat.AUDITOR, ("22",), ("22.TTRT", "P-SHEAD")),
    SignIn("quantri", Hat.SYS_ADMIN, ("22",), ("22.VPTU", "P-BDEP")),
    SignIn("canbo", Hat.CADRE, ("06685-2025",), ("06685-2025.KT", "C-DIV")),
)


def password() -> str:
    return os.environ.get("DEMO_PASSWORD") or DEFAULT_PASSWORD


def open_accounts(on: date) -> list[SignIn]:
    """Open the accounts that are missing; the others stay as they are."""
    opened = []
    with acting(OPENER), transaction.atomic():
        for sign_in in SIGN_INS:
            if not Account.objects.filter(username=sign_in.username).exists():
                _open(sign_in, on)
                opened.append(sign_in)
    return opened


def _open(sign_in: SignIn, on: date) -> None:
    cadre = _holder(*sign_in.post, on)
    account = open_account(
        username=sign_in.username,
        display_name=cadre.full_name,
        password=password(),
        cadre_id=cadre.pk,
        by=OPENER,
        on=on,
    )
    for unit in _units(sign_in):
        give_hat(
            account=account,
            hat=sign_in.hat,
            unit=unit,
            classes=sorted(access.classes_of(sign_in.hat)),
            first_day=FIRST_DAY,
            basis="Tài khoản thử nghiệm",
            by=OPENER,
            on=on,
        )


def _units(sign_in: SignIn) -> list[Unit]:
    """The units of the grant; for a former district also the communes that took it over."""
    units = list(Unit.objects.filter(code__in=sign_in.units))
    if sign_in.with_heirs:
        heirs = UnitSuccession.objects.filter(old__in=units, on=TWO_TIERS)
        units += list(Unit.objects.filter(pk__in=heirs.values("new")).order_by("path"))
    return units


def _holder(unit: str, title: str, on: date) -> Cadre:
    """The cadre who holds a post on a day; each account needs another one."""
    taken = Account.objects.exclude(cadre_id=None).values_list("cadre_id", flat=True)
    held = Assignment.objects.filter(held__contains=on).exclude(cadre__in=list(taken))
    here = held.filter(seat__unit__code=unit, seat__title__code__startswith=title)
    beneath = held.filter(seat__unit__path__contains=f"/{unit}/")
    anywhere = held.filter(seat__title__code__startswith=title)
    for found in (here, beneath, anywhere, held):
        if assignment := found.select_related("cadre").order_by("seat__ordinal", "pk").first():
            return assignment.cadre
    raise LookupError("nobody holds a post: load the demo province first")
