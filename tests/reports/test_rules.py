"""The rules of reports, by the book alone."""

from dataclasses import replace
from datetime import date

import pytest

from reports import rules
from reports.layouts import form_on, forms

LAW = rules.ReportLaw.on(date(2024, 1, 15))
FACTS = rules.DraftFacts(
    year=2023, today=date(2024, 1, 15), unit_from=date(2020, 1, 1), unit_until=None
)


@pytest.mark.parametrize(
    ("year", "refused"), [(2015, True), (2016, False), (2024, False), (2025, True)]
)
def test_REP_01_the_year_has_records(year, refused):
    facts = replace(FACTS, year=year, unit_from=date(2000, 1, 1))

    assert (rules.year_has_records(facts, LAW) is not None) == refused


@pytest.mark.parametrize(
    ("unit_from", "unit_until", "refused"),
    [
        pytest.param(date(2023, 12, 31), None, False, id="founded on its last day"),
        pytest.param(date(2024, 1, 1), None, True, id="founded the day after"),
        pytest.param(date(2000, 1, 1), date(2023, 1, 2), False, id="ended after its first day"),
        pytest.param(date(2000, 1, 1), date(2023, 1, 1), True, id="ended before it began"),
    ],
)
def test_REP_02_the_unit_existed_in_the_year(unit_from, unit_until, refused):
    facts = replace(FACTS, unit_from=unit_from, unit_until=unit_until)

    assert (rules.unit_existed_in_the_year(facts, LAW) is not None) == refused


@pytest.mark.parametrize(("signer", "refused"), [("cadre:1", True), ("cadre:2", False)])
def test_REP_03_who_prepares_does_not_sign(signer, refused):
    facts = rules.SigningFacts(prepared_by="cadre:1", signed_by=signer)

    assert (rules.signer_did_not_prepare(facts, LAW) is not None) == refused


def test_each_form_of_documents_holds_from_its_day():
    assert form_on("administrative", date(2020, 3, 4)).source.startswith("Circular 01/2011")
    assert form_on("administrative", date(2020, 3, 5)).source.startswith("Decree 30/2020")
    assert form_on("party", date(1990, 1, 1)) == forms()["party"][0]
