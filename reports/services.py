"""Use cases about reports: drafting, freezing, reviewing, signing, issuing, superseding."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import Unit
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.records import save_changes
from portal import jobs
from portal.models import Job
from reports import prose, rules, selectors
from reports.document import TEMPLATE_VERSION
from reports.figures import DEFINITIONS
from reports.models import LIVE, Report, ReportState, Snapshot

CLASS = DataClass.EVALUATION


def take_snapshot(*, unit: Unit, year: int) -> Snapshot:
    """Keep the figures as they stand in one consistent view; the same data is the same row."""
    content, sha256 = selectors.current_snapshot(unit=unit, year=year)
    snapshot, _created = Snapshot.objects.get_or_create(
        unit=unit, year=year, sha256=sha256, defaults={"content": content}
    )
    return snapshot


@transaction.atomic
def open_report(*, unit: Unit, year: int, family: str, lang: str, by: Actor, on: date) -> Report:
    """Draft the annual report of a unit, or come back to the edition that is in work."""
    access.require(by, access.REPORT, over=unit, data_class=CLASS)
    facts = selectors.draft_facts(unit=unit, year=year, on=on)
    enforce(rules.DRAFTING, facts, rules.ReportLaw.on(on))
    same = Report.objects.filter(unit=unit, year=year, family=family, lang=lang)
    # Two people may open the same report at once; both must come to one draft.
    _one_at_a_time(f"report:{unit.pk}:{year}:{family}:{lang}")
    if found := same.exclude(state=ReportState.SUPERSEDED).order_by("-edition").first():
        return found
    return _draft(unit=unit, year=year, family=family, lang=lang, edition=1, by=by)


def _draft(*, unit, year, family, lang, edition, by, supersedes=None, texts=None) -> Report:
    audit.record(by=by, action="reports.open_report", unit_path=unit.path)
    report = Report(
        unit=unit,
        year=year,
        family=family,
        lang=lang,
        edition=edition,
        supersedes=supersedes,
        texts=texts or {},
        drafted_with=take_snapshot(unit=unit, year=year),
        prepared_by=by.person or by.name[:80],
    )
    report.full_clean()
    report.save()
    return report


@transaction.atomic
def edit_texts(
    *, report: Report, version: int, texts: dict[str, str], by: Actor, on: date
) -> Report:
    """Write the paragraphs of a draft; a figure in a text must be one that exists."""
    _require(report, by, access.REPORT)
    _only_in(report, ReportState.DRAFT)
    for code, text in texts.items():
        if unknown := prose.unknown_figures(text, DEFINITIONS):
            raise ValidationError(
                {code: _("There is no figure named %(codes)s.") % {"codes": ", ".join(unknown)}}
            )
    audit.record(by=by, action="reports.edit_texts", subject=report, unit_path=report.unit.path)
    return save_changes(
        report, expected_version=version, changes={"texts": {**report.texts, **texts}}
    )


@transaction.atomic
def accept_figures(*, report: Report, version: int, by: Actor, on: date) -> Report:
    """Take the figures of today into a draft: the marks of what changed are settled."""
    _require(report, by, access.REPORT)
    _only_in(report, ReportState.DRAFT)
    audit.record(
        by=by, action="reports.accept_figures", subject=report, unit_path=report.unit.path
    )
    snapshot = take_snapshot(unit=report.unit, year=report.year)
    return save_changes(report, expected_version=version, changes={"drafted_with": snapshot})


@transaction.atomic
def freeze_figures(*, report: Report, version: int, by: Actor, on: date) -> Report:
    """Freeze the figures of a draft under their hash (chốt số liệu)."""
    access.require(by, access.REPORT, over=report.unit, data_class=CLASS)
    snapshot = take_snapshot(unit=report.unit, year=report.year)
    changes = {"frozen_with": snapshot, "drafted_with": snapshot}
    return _move(report, ReportState.FROZEN, version, by, access.REPORT, changes)


@transaction.atomic
def send_to_review(*, report: Report, version: int, by: Actor, on: date) -> Report:
    """Give a report with frozen figures to its reviewers."""
    return _move(report, ReportState.REVIEW, version, by, access.REPORT, {})


@transaction.atomic
def return_to_draft(*, report: Report, version: int, reason: str, by: Actor, on: date) -> Report:
    """Open a report again for writing, with the reason; nothing of it is signed any more."""
    changes = {"signed_by": "", "signer_name": "", "signed_on": None}
    return _move(
        report, ReportState.DRAFT, version, by, (access.REPORT, access.SIGN), changes, reason
    )


@transaction.atomic
def sign_report(*, report: Report, version: int, signer_name: str, by: Actor, on: date) -> Report:
    """Sign a reviewed report; somebody else than who prepared it."""
    facts = rules.SigningFacts(prepared_by=report.prepared_by, signed_by=by.person)
    enforce(rules.SIGNING, facts, rules.ReportLaw.on(on))
    changes = {"signed_by": by.person, "signer_name": signer_name, "signed_on": on}
    return _move(report, ReportState.SIGNED, version, by, access.SIGN, changes)


@transaction.atomic
def issue_report(*, report: Report, version: int, number: str, by: Actor, on: date) -> Report:
    """Give a signed report its number; the edition before it is superseded."""
    old = report.supersedes
    if old is not None and old.state == ReportState.ISSUED:
        _move(old, ReportState.SUPERSEDED, old.version, by, access.REPORT, {})
    changes = {"number": number.strip(), "issued_on": on}
    return _move(report, ReportState.ISSUED, version, by, access.REPORT, changes)


@transaction.atomic
def open_next_edition(*, report: Report, by: Actor, on: date) -> Report:
    """Draft the edition that will supersede an issued report; its texts are taken over."""
    _require(report, by, access.REPORT)
    _only_in(report, ReportState.ISSUED)
    same = Report.objects.filter(
        unit=report.unit, year=report.year, family=report.family, lang=report.lang
    )
    _one_at_a_time(f"report:{report.unit_id}:{report.year}:{report.family}:{report.lang}")
    if in_work := same.filter(state__in=LIVE).first():
        return in_work
    return _draft(
        unit=report.unit,
        year=report.year,
        family=report.family,
        lang=report.lang,
        edition=report.edition + 1,
        supersedes=report,
        texts=report.texts,
        by=by,
    )


def request_file(*, report: Report, by: Actor, on: date) -> Job:
    """Ask for the PDF and the workbook; the same data gives the same file however often asked."""
    _require(report, by, access.REPORT)
    with transaction.atomic():
        snapshot = report.frozen_with or take_snapshot(unit=report.unit, year=report.year)
    return jobs.submit(
        kind="reports.annual",
        params={"report": str(report.pk), "snapshot": str(snapshot.pk)},
        by=by,
        key_parts=(report.version, snapshot.sha256, TEMPLATE_VERSION),
        label=str(report),
        lang=report.lang,
    )


def request_figures(*, unit: Unit, year: int, by: Actor, on: date) -> Job:
    """Ask for the figures of a unit and year to be counted anew, for the dashboard."""
    access.require(by, access.REPORT, over=unit, data_class=CLASS)
    enforce(
        rules.DRAFTING,
        selectors.draft_facts(unit=unit, year=year, on=on),
        rules.ReportLaw.on(on),
    )
    return jobs.submit(
        kind="reports.figures",
        params={"unit": str(unit.pk), "year": year},
        by=by,
        key_parts=(data_state(),),
        label=f"{unit.name_vi} {year}",
    )


def request_all(*, unit: Unit, year: int, family: str, lang: str, by: Actor, on: date) -> Job:
    """Ask for the reports of every locality beneath a unit, as one batch over the workers."""
    access.require(by, access.REPORT, over=unit, data_class=CLASS)
    facts = selectors.draft_facts(unit=unit, year=year, on=on)
    enforce(rules.DRAFTING, facts, rules.ReportLaw.on(on))
    state = data_state()
    items = [
        {
            "params": {"unit": str(each.pk), "year": year, "family": family, "lang": lang},
            "label": f"{each.name_vi} {year}",
            "key_parts": (state, TEMPLATE_VERSION),
        }
        for each in selectors.reporting_units(unit=unit, year=year)
    ]
    title = _("Annual reports %(year)s, %(unit)s") % {"year": year, "unit": unit}
    return jobs.submit_batch(kind="reports.unit", title=title, items=items, by=by, lang=lang)


def data_state() -> int:
    """The last change of records: what a batch was asked against."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(seq), 0) FROM audit.event WHERE tbl NOT LIKE %s", ["portal_%"]
        )
        return cursor.fetchone()[0]


def _move(report, state, version, by, verbs, changes, reason="") -> Report:
    _require(report, by, *(verbs if isinstance(verbs, tuple) else (verbs,)))
    rules.REPORT.require(report.state, state)
    audit.record(
        by=by,
        action=f"reports.{state}",
        subject=report,
        unit_path=report.unit.path,
        reason=reason,
    )
    return save_changes(report, expected_version=version, changes={**changes, "state": state})


def _require(report: Report, by: Actor, *verbs: str) -> None:
    access.require(by, *verbs, over=report.unit, data_class=CLASS)


def _only_in(report: Report, state: str) -> None:
    if report.state != state:
        raise ValidationError(
            _("This is possible only while the report is in state “%(state)s”.")
            % {"state": ReportState(state).label}
        )


def _one_at_a_time(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
