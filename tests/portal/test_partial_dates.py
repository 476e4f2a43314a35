"""Partial dates: read as typed, compared only by their edges, checked by the database."""

from datetime import date

import pytest
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.partial_dates import PartialDate, PartialDateField, PartialDateFormField


class Life(models.Model):
    born = PartialDateField("born", null=True, blank=True)

    class Meta:
        app_label = "tests"
        apps = Apps()

    def __str__(self):
        return str(self.born)


@pytest.fixture
def lives():
    with connection.schema_editor() as editor:
        editor.create_model(Life)
    return Life.objects


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("2011", "2011", "2011"),
        ("03/2011", "2011-03", "03/2011"),
        ("3-2011", "2011-03", "03/2011"),
        ("3.2011", "2011-03", "03/2011"),
        ("15/03/2011", "2011-03-15", "15/03/2011"),
        (" 5-3-2011 ", "2011-03-05", "05/03/2011"),
        ("2011-03", "2011-03", "03/2011"),
        ("2011-3-5", "2011-03-05", "05/03/2011"),
        ("29/02/2024", "2024-02-29", "29/02/2024"),
    ],
)
def test_what_people_type_is_read(typed, value, shown):
    day = PartialDate.parse(typed)
    assert (day.value, str(day)) == (value, shown)
    assert PartialDateFormField().clean(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "11", "1799", "2200", "13/2011", "00/2011", "29/02/2023", "31/04/2011", "0/1/2011",
        "15/2011/03", "2011-03-15T10:00", "2011\n", "٢٠١١", "2011\x00", "abc", "1/1/1", "x" * 41,
        "15/03/2011; DROP TABLE",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_at_the_field(typed):
    if typed.strip() != "2011":
        with pytest.raises(ValueError, match="year"):
            PartialDate.parse(typed)
        with pytest.raises(ValidationError):
            PartialDateFormField().clean(typed)
    with pytest.raises(ValueError, match="year"):
        PartialDate(typed)


def test_an_empty_box_is_no_date():
    assert PartialDateFormField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2011-03-15", date(2011, 3, 15), date(2011, 3, 15)),
    ],
)
def test_the_edges_are_the_same_here_and_in_the_database(lives, value, earliest, latest):
    lives.create(born=PartialDate(value))
    row = lives.values_list("born__earliest", "born__latest").get()
    day = PartialDate(value)
    assert (day.earliest(), day.latest()) == row == (earliest, latest)
    assert lives.filter(born__latest__lte=latest, born__earliest__gte=earliest).exists()


def test_dates_have_no_order_of_their_own():
    with pytest.raises(TypeError):
        PartialDate("2011") < PartialDate("2012")  # noqa: B015 -- the comparison is the test


def test_before_only_when_every_reading_is():
    year, march, april = (PartialDate(text) for text in ("2011", "2011-03", "2011-04"))
    assert march.surely_before(april)
    assert not march.surely_before(year)
    assert not year.surely_before(march)
    assert year.may_equal(march)
    assert not april.may_equal(date(2011, 3, 31))


@pytest.mark.parametrize(
    ("born", "on", "least", "most", "words"),
    [
        ("1979-03-15", date(2024, 3, 14), 44, 44, "44"),
        ("1979-03-15", date(2024, 3, 15), 45, 45, "45"),
        ("1979-03", date(2024, 3, 15), 44, 45, "about 45"),
        ("1979-03", date(2024, 4, 1), 45, 45, "45"),
        ("1979", date(2024, 6, 1), 44, 45, "about 45"),
        ("1979", date(2024, 12, 31), 45, 45, "45"),
    ],
)
def test_an_age_is_about_when_the_day_is_not_known(born, on, least, most, words):
    age = PartialDate(born).age_on(on)
    assert (age.least, age.most) == (least, most)
    with translation.override("en"):
        assert str(age) == words


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.sampled_from([4, 7, 10]))
def test_reading_what_is_shown_gives_the_same(day, length):
    partial = PartialDate(day.isoformat()[:length])
    assert PartialDate.parse(str(partial)) == partial
    assert partial.earliest() <= day <= partial.latest()
    assert partial.precision == {4: "year", 7: "month", 10: "day"}[length]


def test_rows_sort_by_text_and_read_back(lives):
    for value in ("2011-03-15", None, "2010", "2011-03"):
        lives.create(born=value)
    born = [row.born for row in lives.order_by("born")]
    assert [day and day.value for day in born] == ["2010", "2011-03", "2011-03-15", None]
    assert born[0] == PartialDate("2010")


@pytest.mark.parametrize("text", ["2011-13", "2011-02-31", "201", "", "2011-3", "15/03/2011"])
def test_the_database_itself_refuses_what_is_no_date(lives, text):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"INSERT INTO {Life._meta.db_table} (born) VALUES (%s)", [text])
    assert not lives.exists()


def test_the_model_tells_the_field():
    with pytest.raises(ValidationError) as refusal:
        Life(born="yesterday").full_clean()
    assert list(refusal.value.message_dict) == ["born"]
    assert isinstance(Life._meta.get_field("born").formfield(), PartialDateFormField)
