"""What the database itself refuses about classes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from evaluation.models import State, YearlyClass
from tests.factories.cadres import CadreFactory, UnitFactory
from tests.factories.evaluation import UnitClassFactory, YearlyClassFactory
from tests.hats import actor


@pytest.mark.parametrize(
    ("constraint", "given"),
    [
        ("yearly_class_year_is_plausible", {"year": 1999}),
        ("yearly_class_is_known", {"work_class": "A"}),
        ("yearly_class_state_is_known", {"decided": True, "state": "lost"}),
        ("yearly_class_points_are_of_a_hundred", {"score": 101}),
        ("yearly_class_reason_fits_the_class", {"work_class": "KHT"}),
        ("yearly_class_reason_fits_the_class", {"reason": "leave"}),
        ("yearly_class_reason_fits_the_class", {"work_class": "KXL", "reason": "leave"}),
        ("yearly_class_decided_means_when_and_on_what_paper", {"state": State.DECIDED}),
        ("yearly_class_decided_means_when_and_on_what_paper", {"decided_on": date(2026, 1, 1)}),
        (
            "yearly_class_is_decided_by_another_person",
            {"decided": True, "decided_by": "account:1"},
        ),
        ("yearly_class_notice_follows_the_decision", {"notified_how": "written"}),
        (
            "yearly_class_notice_follows_the_decision",
            {"decided": True, "notified_on": date(2026, 1, 9), "notified_how": "written"},
        ),
    ],
)
def test_a_yearly_class_keeps_its_promises(constraint, given):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        YearlyClassFactory(**given)


def test_one_current_class_per_cadre_and_year_and_a_correction_takes_its_place():
    first = YearlyClassFactory(decided=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearlyClassFactory(cadre=first.cadre)

    type(first).objects.filter(pk=first.pk).update(is_current=False, version=2)
    second = YearlyClassFactory(cadre=first.cadre, corrects=first, decided=True, work_class="HT")

    assert first.corrected_by == second


def test_one_class_per_unit_and_year():
    row = UnitClassFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitClassFactory(unit=row.unit)


def test_rows_and_their_unit_or_manager_see_them_and_the_person_once_decided(province, commune):
    cadre = CadreFactory(unit=commune)
    row = YearlyClassFactory(cadre=cadre)
    rows = type(row).objects
    own = actor("CADRE", over=commune, cadre=cadre)

    assert list(rows.visible_to(actor("UNIT_HEAD", over=commune))) == [row]
    assert not rows.visible_to(actor("UNIT_HEAD", over=CadreFactory().employing_unit)).exists()
    assert not rows.visible_to(actor("FRONT_USER", over=province)).exists()
    assert not rows.visible_to(own).exists()

    told = YearlyClassFactory(cadre=cadre, year=2024, decided=True)
    assert list(rows.visible_to(own)) == [told]


@pytest.mark.parametrize("hat", ["UNIT_CLERK", "ORG_HEAD", "FRONT_USER", "CADRE"])
@pytest.mark.parametrize("whole_tree", [True, False])
def test_a_list_holds_exactly_the_visible_rows(province, commune, hat, whole_tree):
    moved = CadreFactory(unit=province, managing_unit=commune)
    own = CadreFactory(unit=UnitFactory(parent=province))
    YearlyClassFactory(cadre=CadreFactory(unit=commune))
    YearlyClassFactory(cadre=moved)
    YearlyClassFactory(cadre=CadreFactory(), unit=commune)
    YearlyClassFactory(cadre=own, decided=True)
    YearlyClassFactory()
    rows = YearlyClass.objects

    somebody = actor(hat, over=province if whole_tree else commune, cadre=own)

    assert set(rows.listed_for(somebody)) == set(rows.visible_to(somebody)) != set()
