"""Records entered twice, and the quality of the records month by month, as a demo shows them."""

from datetime import date, timedelta
from uuid import uuid5

from django.db import connection

from cadres.models import Cadre, PersonalDetails, QualitySnapshot
from cadres.rules.quality import score
from cadres.services.duplicates import look_for_duplicates
from cadres.services.quality import take_quality
from governance.actor import Actor

TODAY = date(2026, 10, 26)
PAIRS = 6
# How many more records failed so many months ago, in per cent of today's.
EARLIER = ((1, 4), (2, 9), (3, 13), (4, 21), (5, 26), (6, 30))


def examples(by: Actor) -> None:
    """Some people have a second record of an old list; counts of half a year lie behind."""
    enter_twice()
    look_for_duplicates(by=by, on=TODAY)
    take_quality(by=by, on=TODAY)
    lie_behind()


def enter_twice() -> None:
    """The second records know a little less, and one little thing more."""
    chosen = Cadre.objects.filter(status="active", born__regex="^19[67]").order_by("code")[
        :600:100
    ]
    for number, cadre in enumerate(chosen, 1):
        double = Cadre(
            id=uuid5(cadre.pk, "double"),
            code=f"CB{number:06d}",
            full_name=cadre.full_name if number % 2 else cadre.full_name.upper(),
            sex=cadre.sex,
            born=cadre.born if number % 3 else cadre.born.value[:7],
            ethnicity=cadre.ethnicity,
            origin_text=cadre.origin_text,
            birthplace_text=cadre.birthplace_text,
            legal_category=cadre.legal_category,
            education=cadre.education,
            major="Theo danh sách năm 2012",
            employing_unit_id=cadre.employing_unit_id,
            managing_unit_id=cadre.managing_unit_id,
            tier=cadre.tier,
        )
        double.set_keys()
        double.save()
        PersonalDetails.objects.create(
            id=uuid5(cadre.pk, "details"), cadre=double, job_before="Nhập từ danh sách năm 2012"
        )


def lie_behind() -> None:
    """The counts of earlier months, a little worse each."""
    now = list(QualitySnapshot.objects.filter(taken_on=TODAY))
    rows = []
    for months, more in EARLIER:
        day = TODAY - timedelta(30 * months)
        for each in now:
            failing = {
                code: min(each.records, number + -(-number * more // 100))
                for code, number in each.failing.items()
            }
            rows.append(
                QualitySnapshot(
                    unit_id=each.unit_id,
                    taken_on=day,
                    records=each.records,
                    failing=failing,
                    score=score(each.records, failing),
                )
            )
    QualitySnapshot.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cadres_qualitysnapshot")
