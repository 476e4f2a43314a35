"""One person's whole file as tables: every line the reader may see, for JSON and a workbook."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models as fields
from django.utils import timezone

from cadres import models
from cadres.models import Compartment
from cadres.selectors.dossier import DISCIPLINE, Dossier
from governance.actor import Actor
from portal.documents import InfoSheet, Sheet
from portal.partial_dates import PartialDate

# Tables kept from a reader while this part of the record is closed.
BEHIND = {
    models.HealthRecord: Compartment.HEALTH,
    models.PoliticalHistory: Compartment.POLITICAL,
    models.StayAbroad: Compartment.ABROAD,
    models.AssetDeclaration: Compartment.ASSETS,
    models.FamilyEconomy: Compartment.ASSETS,
    models.DisciplineMeasure: DISCIPLINE,
}
TABLES = (
    models.PersonalDetails,
    models.Assignment,
    models.CareerEvent,
    models.Qualification,
    models.SalaryStep,
    models.Allowance,
    models.PartyEvent,
    models.ElectedMandate,
    models.ResearchWork,
    models.Award,
    models.DisciplineMeasure,
    models.FamilyMember,
    models.StayAbroad,
    models.InsurancePeriod,
    models.HealthRecord,
    models.PoliticalHistory,
    models.FamilyEconomy,
    models.AssetDeclaration,
    models.RecordConfirmation,
)
ABROAD_FIELDS = {"is_abroad", "abroad_country", "abroad_since", "abroad_note"}
MACHINERY = {"cadre", "version", "sort_key", "search_key", "account"}


def tables_of(dossier: Dossier) -> Iterator[tuple[str, str, list[str], list[list[Any]]]]:
    """(code, title, heads, rows) of each table that is not closed to the reader."""
    yield table_of(models.Cadre, dossier, {"pk": dossier.cadre_id})
    for model in TABLES:
        if BEHIND.get(model) not in dossier.closed:
            yield table_of(model, dossier, {"cadre_id": dossier.cadre_id})


def readings_table(dossier: Dossier, actor: Actor) -> tuple[str, str, list[str], list] | None:
    """Who read the record: told to the person alone (others ask in the portal)."""
    if actor.cadre_id != dossier.cadre_id:
        return None
    return table_of(models.RecordReading, dossier, {"cadre_id": dossier.cadre_id})


def table_of(model, dossier: Dossier, chosen: dict):
    kept = set(MACHINERY)
    if model is models.FamilyMember and Compartment.ABROAD in dossier.closed:
        kept |= ABROAD_FIELDS
    shown = [f for f in model._meta.concrete_fields if f.name not in kept]
    related = [f.name for f in shown if isinstance(f, fields.ForeignKey)]
    rows = model.objects.filter(**chosen).select_related(*related).order_by("pk")
    return (
        model._meta.model_name,
        str(model._meta.verbose_name).capitalize(),
        [str(field.verbose_name) for field in shown],
        [[told(row, field) for field in shown] for row in rows],
    )


def told(row, field) -> Any:
    """A value as people read it; ids and days stay exact."""
    value = getattr(row, field.name)
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, PartialDate):
        return value.value
    return value if isinstance(value, date) else str(value)


def as_json(tables, dossier: Dossier, on: date) -> dict:
    return {
        "cadre": dossier.code,
        "on": on.isoformat(),
        "closed": sorted(dossier.closed),
        "tables": {
            code: {"title": title, "columns": heads, "rows": rows}
            for code, title, heads, rows in tables
        },
    }


def as_sheets(tables, dossier: Dossier, actor: Actor, on: date) -> tuple[list[Sheet], InfoSheet]:
    """The same tables as a workbook, with where they come from."""
    sheets = [
        Sheet(f"{at}. {title}"[:31], heads, rows)
        for at, (_c, title, heads, rows) in enumerate(tables, start=1)
    ]
    info = [
        ("Số hiệu", dossier.code),
        ("Họ và tên", dossier.name),
        ("Ngày", on),
        ("Người lấy", f"{actor.name} ({actor.hat})"),
        ("Phần để trống", ", ".join(sorted(dossier.closed))),
    ]
    return sheets, InfoSheet("Thông tin", info)
