"""The rules of exchange packages and of documents, without a database."""

from datetime import date

import pytest

from cadres.rules.exchange import (
    PACKAGE_CHART,
    VALUE,
    MappedField,
    ValueFacts,
    as_iso,
    record_of,
    systems,
)
from cadres.rules.papers import TAKING, PapersLaw, TakingFacts
from governance.findings import check

LAW = PapersLaw.on(date(2026, 11, 22))
CODES = (("male", "1"), ("female", "2"))


@pytest.mark.parametrize(
    ("field", "value", "seen", "codes"),
    [
        ({"required": True}, "", 1, ["EXC-01"]),
        ({"required": True}, "x", 1, []),
        ({}, "", 1, []),
        ({"pattern": r"\d{12}"}, "02208500123", 1, ["EXC-02"]),
        ({"pattern": r"\d{12}"}, "022085001234", 1, []),
        ({"pattern": r"\d{12}"}, "022085001234\n", 1, ["EXC-02"]),
        ({"pattern": r"\d{12}"}, "", 1, []),
        ({"kind": "code", "codes": CODES}, "other", 1, ["EXC-03"]),
        ({"kind": "code", "codes": CODES}, "male", 1, []),
        ({"kind": "date", "full": True}, "03/1979", 1, ["EXC-04"]),
        ({"kind": "date", "full": True}, "15/03/1979", 1, []),
        ({"kind": "date"}, "1979", 1, []),
        ({"unique": True}, "022085001234", 2, ["EXC-05"]),
        ({"unique": True}, "022085001234", 1, []),
        ({"unique": True}, "", 2, []),
    ],
)
def test_why_a_value_does_not_go_out(field, value, seen, codes):
    facts = ValueFacts(MappedField("to", "from", **field), value, seen)

    assert [finding.code for finding in check(VALUE, facts)] == codes


@pytest.mark.parametrize(
    ("written", "iso"),
    [("15/03/1979", "1979-03-15"), ("03/1979", "1979-03"), ("1979", "1979"), ("?", "?")],
)
def test_dates_go_out_as_far_as_they_are_known(written, iso):
    assert as_iso(written) == iso


def test_a_record_is_worded_as_the_other_system_wants():
    system = systems()["csdl-dang-vien"]
    values = {"code": "QN1", "sex_code": "female", "born": "03/1979", "theory": ""}
    rows = {"career": ({"period": "2001 - nay", "work": "Chuyên viên"},)}

    assert record_of(system, values, rows) == {
        "soHieu": "QN1",
        "gioiTinh": "NU",
        "ngaySinh": "1979-03",
        "quaTrinhCongTac": [{"thoiGian": "2001 - nay", "chucDanhDonVi": "Chuyên viên"}],
    }


def test_a_package_that_is_over_moves_no_more():
    assert [s for s in PACKAGE_CHART.states if not PACKAGE_CHART.moves[s]] == [
        "accepted",
        "returned",
        "cancelled",
    ]


@pytest.mark.parametrize(
    ("persons", "reason", "codes"),
    [
        (0, "", ["DOC-01"]),
        (1, "", []),
        (200, "", []),
        (201, "x" * 19, ["DOC-02"]),
        (201, "x" * 20, []),
        (500, "x" * 20, []),
        (501, "x" * 20, ["DOC-01"]),
    ],
)
def test_DOC_01_and_02_how_many_and_why(persons, reason, codes):
    assert [f.code for f in check(TAKING, TakingFacts(persons, reason), LAW)] == codes
