"""The list as of a day, and the search over many fields at once."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import Unit
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    QualificationFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    since,
)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def moved(province):
    """Secretary of one commune until 2023, of another since; an advanced level since 2022."""
    old, new = (UnitFactory(parent=province, name_vi=name) for name in ("Xã Cũ", "Xã Mới"))
    secretary = TitleFactory(group="secretary", name_vi="Bí thư")
    cadre = CadreFactory(
        full_name="Đặng Thị Ánh", unit=new, born="1970-03", theory="cao_cap", ethnicity="Tày"
    )
    for unit, held in (
        (old, since(date(2018, 1, 1), date(2023, 7, 1))),
        (new, since(date(2023, 7, 1))),
    ):
        AssignmentFactory(
            cadre=cadre,
            seat=SeatFactory(unit=unit, title=secretary),
            held=held,
            exit="transfer" if held.upper else "",
        )
    QualificationFactory(cadre=cadre, axis="theory", level="trung_cap", to_date="2015")
    QualificationFactory(cadre=cadre, axis="theory", level="cao_cap", to_date="2022-06")
    return cadre


def page(client_of, province, **asked):
    browser = client_of("ORG_OFFICER", over=province)
    browser.account.language = "vi"
    return browser.get(reverse("cadres:cadres"), asked).content.decode()


@pytest.mark.parametrize(
    ("on", "shown", "hidden"),
    [
        ("31/12/2021", ["Xã Cũ", "trung cấp"], ["Xã Mới", "cao cấp"]),
        ("30/06/2022", ["Xã Cũ", "cao cấp"], ["Xã Mới"]),
        ("30/06/2023", ["Xã Cũ"], ["Xã Mới"]),
        ("01/07/2023", ["Xã Mới"], ["Xã Cũ"]),
    ],
)
def test_the_list_shows_posts_units_and_levels_of_the_day(
    client_of, province, moved, on, shown, hidden
):
    rows = page(client_of, province, on=on).split("<tbody>")[1].split("</tbody>")[0]
    assert [word in rows for word in (*shown, *hidden)] == [True] * len(shown) + [False] * len(
        hidden
    )


def test_who_held_no_post_on_the_day_is_not_listed(client_of, province, moved):
    assert moved.full_name not in page(client_of, province, on="31/12/2017")


def test_the_unit_of_the_day_is_asked_for(client_of, province, moved):
    old = Unit.objects.get(name_vi="Xã Cũ")
    assert moved.full_name in page(client_of, province, unit=str(old.pk), on="31/12/2022")
    assert moved.full_name not in page(client_of, province, unit=str(old.pk), on="31/12/2023")
    assert moved.full_name not in page(client_of, province, unit=str(old.pk))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"born_since": "1970", "born_until": "1970"}, True),
        ({"born_since": "1971"}, False),
        ({"born_until": "1969"}, False),
        ({"minority": "1"}, True),
        ({"minority": "0"}, False),
        ({"title": "secretary"}, True),
        ({"title": "head"}, False),
        ({"theory": "cao_cap", "q": "dang thi anh", "minority": "1", "title": "secretary"}, True),
    ],
)
def test_many_fields_at_once(client_of, province, moved, asked, found):
    assert (moved.full_name in page(client_of, province, **asked)) == found


@pytest.mark.parametrize("wrong", ["31/02/2020", "x" * 300, "0000"])
def test_a_day_that_never_was_is_told(client_of, province, wrong):
    browser = client_of("ORG_OFFICER", over=province)
    assert browser.get(reverse("cadres:cadres"), {"on": wrong}).status_code == 400


@pytest.mark.parametrize("rows", [1, 50])
def test_as_many_questions_for_one_as_for_fifty(
    client_of, province, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        AssignmentFactory(cadre=CadreFactory(unit=province), held=since(date(2018, 1, 1)))
    browser = client_of("ORG_OFFICER", over=province)
    browser.get(reverse("cadres:cadres"))
    with django_assert_max_num_queries(12) as asked:
        browser.get(reverse("cadres:cadres"), {"on": "31/12/2023"})
    assert len(asked) == 8
