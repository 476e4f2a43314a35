"""The pages of the record: what they show, hide, ask for and note."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres import models
from tests.factories import record as make
from tests.factories.cadres import CadreFactory, UnitFactory, UnitRecordFactory

WHY = "Thẩm định hồ sơ bổ nhiệm theo kế hoạch số 12"


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def cadre(province):
    cadre = CadreFactory(unit=province)
    make.PersonalDetailsFactory(cadre=cadre, personal_id="022085123456")
    return cadre


def url(name, cadre, *words):
    return reverse(f"cadres:{name}", args=[cadre.pk, *words])


def text(response):
    return response.content.decode()


def test_the_head_masks_the_identity_number(client_of, province, cadre):
    client = client_of("ORG_OFFICER", over=province)

    page = text(client.get(cadre.get_absolute_url()))

    assert "0220 •••• ••56" in page
    assert "022085123456" not in page
    assert "022085123456" in text(client.get(url("details", cadre)))


def test_who_may_not_read_personal_data_sees_neither_number_nor_family(client_of, province, cadre):
    client = client_of("INSPECTOR", over=province)

    assert "••••" not in text(client.get(cadre.get_absolute_url()))
    assert client.get(url("details", cadre)).status_code == 404
    assert client.get(url("section", cadre, "family")).status_code == 404
    assert client.get(url("section", cadre, "awards")).status_code == 200


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("", ["Từ 2012", "Từ 6/2019", "Từ 15/6/2019", "Không rõ"]),
        ("2019-06-15", ["Từ 2012", "Từ 6/2019", "Từ 15/6/2019", "Không rõ"]),
        ("2019-06-14", ["Từ 2012", "Từ 6/2019", "Không rõ"]),
        ("2019-05-31", ["Từ 2012", "Không rõ"]),
        ("2011-12-31", ["Không rõ"]),
    ],
)
def test_a_section_as_of_a_day_shows_what_had_begun(client_of, province, cadre, on, shown):
    begun = {"Từ 2012": "2012", "Từ 6/2019": "2019-06", "Từ 15/6/2019": "2019-06-15"}
    for title, day in begun.items():
        make.AwardFactory(cadre=cadre, title=title, from_date=day)
    make.AwardFactory(cadre=cadre, title="Không rõ", from_date=None)
    client = client_of("ORG_OFFICER", over=province)

    page = text(client.get(url("section", cadre, "awards"), {"on": on} if on else {}))

    assert [title for title in [*begun, "Không rõ"] if title in page] == shown
    profile = text(client.get(cadre.get_absolute_url(), {"on": on}))
    assert (f"{url('section', cadre, 'awards')}?on={on}" in profile) == bool(on)


def test_a_section_as_of_no_day_says_so(client_of, province, cadre):
    client = client_of("ORG_OFFICER", over=province)

    answer = client.get(url("section", cadre, "awards"), {"on": "31/02/2020"})

    assert answer.status_code == 400
    assert answer.context["form"].errors["on"]


def test_reading_is_noted_and_shown_to_the_person(client_of, province, cadre):
    client_of("ORG_OFFICER", over=province).get(cadre.get_absolute_url())
    own = client_of("CADRE", over=province, cadre=cadre)
    own.get(cadre.get_absolute_url())

    page = text(own.get(url("readings", cadre)))

    reading = models.RecordReading._base_manager.get(cadre=cadre)
    assert reading.what == "profile"
    assert reading.account.display_name in page


def test_a_closed_part_asks_for_a_reason_and_then_opens(client_of, province, cadre):
    make.HealthRecordFactory(cadre=cadre, condition="Loại II (huyết áp)")
    client = client_of("ORG_OFFICER", over=province)

    closed = client.get(url("section", cadre, "health"))
    refused = client.post(url("open_compartment", cadre, "health"), {"reason": "xem"})
    opened = client.post(url("open_compartment", cadre, "health"), {"reason": WHY}, follow=True)

    assert "huyết áp" not in text(closed)
    assert refused.status_code == 422
    assert "huyết áp" not in text(refused)
    assert "huyết áp" in text(opened)
    own = client_of("CADRE", over=province, cadre=cadre)
    assert WHY in text(own.get(url("readings", cadre)))


def test_where_relatives_live_abroad_shows_only_when_open(client_of, province, cadre):
    make.FamilyMemberFactory(cadre=cadre, is_abroad=True, abroad_country="Canada")
    client = client_of("ORG_OFFICER", over=province)

    assert "Canada" not in text(client.get(url("section", cadre, "family")))
    client.post(url("open_compartment", cadre, "abroad"), {"reason": WHY})
    assert "Canada" in text(client.get(url("section", cadre, "family")))


def test_a_line_is_entered_with_a_date_known_in_part(client_of, province, cadre):
    client = client_of("UNIT_CLERK", over=province)
    sent = {
        "kind": "work",
        "post_text": "Chuyên viên",
        "unit_text": "UBND huyện",
        "from_date": "03/2004",
        "to_date": "2008",
        "reason": "Theo lý lịch",
        "version": 0,
    }

    wrong = client.post(url("add_line", cadre, "career"), {**sent, "to_date": "2003"})
    right = client.post(url("add_line", cadre, "career"), sent)

    assert wrong.status_code == 422
    assert right.status_code == 302
    line = models.CareerEvent._base_manager.get()
    assert (line.from_date.value, line.to_date.value) == ("2004-03", "2008")


def test_two_clerks_at_one_line_see_both_versions(client_of, province, cadre):
    award = make.AwardFactory(cadre=cadre)
    client = client_of("UNIT_CLERK", over=province)
    sent = {"kind": award.kind, "title": "A", "from_date": "2022-12", "reason": "x"}
    address = url("change_line", cadre, "awards", award.pk)

    first = client.post(address, {**sent, "version": 1})
    second = client.post(address, {**sent, "title": "B", "version": 1})

    assert (first.status_code, second.status_code) == (302, 409)


@pytest.mark.parametrize("key", ["awards", "salary", "family", "research"])
def test_a_section_asks_the_same_for_one_line_and_for_many(client_of, province, cadre, key):
    factories = {
        "awards": make.AwardFactory,
        "salary": make.SalaryStepFactory,
        "family": make.FamilyMemberFactory,
        "research": make.ResearchWorkFactory,
    }
    client = client_of("ORG_OFFICER", over=province)
    counts = []
    for more in (1, 3):
        for _ in range(more):
            factories[key](cadre=cadre)
        client.get(url("section", cadre, key))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url("section", cadre, key))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20


def test_outside_of_the_scope_nothing_exists(client_of, cadre):
    make.RecordReadingFactory(cadre=cadre)
    for hat in ("ORG_OFFICER", "AUDITOR"):
        client = client_of(hat, over=UnitFactory())
        for name, words in (("details", ()), ("section", ("family",)), ("readings", ())):
            assert client.get(url(name, cadre, *words)).status_code == 404


def test_the_league_table_and_the_posts_without_paper(client_of, province, cadre):
    client = client_of("ORG_HEAD", over=province)

    for name in ("completeness", "stale_records", "undecided"):
        assert client.get(reverse(f"cadres:{name}")).status_code == 200
