"""How good the records are: each measure counts what it says, the page shows the counts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Cadre, DuplicatePair, PersonalDetails, QualitySnapshot
from cadres.rules.quality import BY_CODE, MEASURES, score
from cadres.selectors.quality import FAILS, failing
from cadres.services.quality import take_quality
from governance.actor import system_actor
from tests.factories import cadres as make

TODAY = date(2026, 11, 22)


def failed(cadre, code):
    return failing(Cadre.objects.filter(pk=cadre.pk), code, TODAY).exists()


def test_every_measure_has_its_condition():
    assert list(FAILS) == [measure.code for measure in MEASURES]


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("DQ-01", {"born": "2009-01-01"}, {"born": "2008-11-22"}),
        ("DQ-03", {"party_official": "2005", "party_joined": "2006"}, {"party_joined": "2006"}),
        ("DQ-04", {"recruited": "1999"}, {"recruited": "2000"}),
        ("DQ-12", {"born": "1985-06"}, {"born": "1985-06-15"}),
        ("DQ-22", {"full_name": "NGUYỄN VĂN A"}, {"full_name": "Nguyễn Văn Á"}),
        ("DQ-23", {"religion": ""}, {"religion": "Không"}),
        ("DQ-32", {"born": "1960-11-21"}, {"born": "1960-11-22"}),
    ],
)
def test_a_measure_fails_what_it_should_and_nothing_else(code, bad, good):
    assert failed(make.CadreFactory(**bad), code)
    assert not failed(make.CadreFactory(**good), code)


def test_measures_over_other_tables():
    bare, whole = make.CadreFactory(), make.CadreFactory(born="1979-03-15", woman=True)
    PersonalDetails.objects.create(cadre=whole, personal_id="022179001234")
    make.AssignmentFactory(cadre=whole, decision=make.DecisionFactory())
    make.QualificationFactory(cadre=whole)

    for code in ("DQ-11", "DQ-13", "DQ-15"):
        assert failed(bare, code), code
        assert not failed(whole, code), code
    assert not failed(whole, "DQ-02")
    assert not failed(whole, "DQ-14")
    PersonalDetails.objects.update(personal_id="022085001234", version=2)
    assert failed(whole, "DQ-02")


def test_a_probable_duplicate_is_unclean():
    one, other = sorted([make.CadreFactory(), make.CadreFactory()], key=lambda c: c.pk)
    DuplicatePair.objects.create(
        first=one, second=other, grounds="same", closeness=100, found_on=TODAY
    )

    assert failed(one, "DQ-21")
    assert failed(other, "DQ-21")


def test_the_score_weighs():
    assert score(10, {}) == 100
    assert score(0, {}) == 100
    assert score(1, dict.fromkeys(BY_CODE, 1)) == 0
    assert score(2, {"DQ-01": 1}) > score(2, {"DQ-11": 1, "DQ-12": 1})


def test_one_statement_counts_every_unit_and_a_day_is_counted_anew():
    unit = make.UnitFactory()
    make.CadreFactory(unit=unit)
    by = system_actor("test")

    take_quality(by=by, on=TODAY)
    make.CadreFactory(unit=unit)
    take_quality(by=by, on=TODAY)

    taken = QualitySnapshot.objects.get()
    assert (taken.unit, taken.records, taken.failing["DQ-11"]) == (unit, 2, 2)


def test_the_database_refuses_a_score_beyond_100():
    unit = make.UnitFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        QualitySnapshot.objects.create(unit=unit, taken_on=TODAY, records=1, score=101)


def board(client):
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("cadres:quality"))
    assert page.status_code == 200
    return page.content.decode(), len(asked)


def test_the_scoreboard_shows_own_units_only_with_as_many_questions(client_of):
    province = make.UnitFactory(province=True)
    own = make.UnitFactory(parent=province, name_vi="Xã Của Tôi", name_en="Xã Của Tôi")
    make.CadreFactory(unit=own)
    make.CadreFactory(unit=make.UnitFactory(name_vi="Xã Người Ta", name_en="Xã Người Ta"))
    by = system_actor("test")
    take_quality(by=by, on=TODAY - timedelta(40))
    take_quality(by=by, on=TODAY)
    client = client_of("ORG_OFFICER", over=province)
    board(client)

    page, few = board(client)
    assert "Xã Của Tôi" in page
    assert "Xã Người Ta" not in page
    for _number in range(5):
        make.CadreFactory(unit=make.UnitFactory(parent=province))
    take_quality(by=by, on=TODAY)
    assert board(client)[1] == few


def test_each_failing_record_has_its_way_to_be_put_right(client_of):
    unit = make.UnitFactory()
    cadre = make.CadreFactory(unit=unit, born="1985")
    client = client_of("ORG_OFFICER", over=unit)

    page = client.get(reverse("cadres:quality_records", args=["DQ-12"])).content.decode()

    assert reverse("cadres:amend_cadre", args=[cadre.pk]) in page
    assert client.get(reverse("cadres:quality_records", args=["DQ-99"])).status_code == 404
