"""How complete records are: the items each has, for one record or for all in one statement."""

from datetime import date

from django.db import connection
from django.db.models import Avg, Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from cadres.models import Cadre, CadreStatus, RecordScore
from cadres.rules.completeness import ITEMS, Completeness, completeness, heaviest_first
from cadres.rules.records import RecordLaw
from cadres.selectors.units import units_for

YEARS_OF_HEALTH = 2
POOR = 70  # per cent


def _line(table: str, more: str = "TRUE") -> str:
    return (
        f"EXISTS (SELECT 1 FROM cadres_{table} l WHERE l.cadre_id = c.id"
        f" AND l.struck_on IS NULL AND {more})"
    )


# Item → SQL over c (cadre) and d (details, perhaps absent) that is true when the item is there.
THERE = {
    "born": "length(c.born) = 10",
    "birthplace": "c.birthplace_text <> ''",
    "origin": "c.origin_text <> ''",
    "residence": "d.permanent_text <> ''",
    "phone": "(d.phone_mobile <> '' OR d.phone_office <> '' OR d.phone_home <> '')",
    "personal_id": "d.personal_id <> ''",
    "id_issued": "d.id_issued_on IS NOT NULL",
    "social_insurance": "d.social_insurance_no <> ''",
    "recruited": "c.recruited IS NOT NULL",
    "agency": "d.recruit_agency <> ''",
    "main_work": "d.main_work <> ''",
    # Who is no member lacks nothing.
    "party": "((c.party_joined IS NULL) = (c.party_official IS NULL))",
    "party_card": "(c.party_joined IS NULL OR d.party_card_no <> '')",
    "general_education": "d.general_education <> ''",
    "professional": "c.major <> ''",
    "training": _line(
        "qualification", "l.axis = 'professional' AND l.institution <> '' AND l.to_date <> ''"
    ),
    "theory": f"(c.theory = 'none' OR {_line('qualification', 'l.axis = $$theory$$')})",
    "state_management": _line("qualification", "l.axis = 'state'"),
    "language": _line("qualification", "l.axis IN ('language', 'ethnic')"),
    "career": _line("careerevent"),
    "papers": (
        "NOT EXISTS (SELECT 1 FROM cadres_assignment a"
        " WHERE a.cadre_id = c.id AND a.decision_id IS NULL)"
    ),
    "salary": _line("salarystep"),
    "family": _line("familymember", "l.side = 'own' AND l.relation IN ('cha', 'me')"),
    "health": _line("healthrecord", "l.from_date >= %(health_since)s"),
    "history": _line("politicalhistory"),
    "forte": "d.forte <> '{}'",
    "photo": "d.photo_id IS NOT NULL",
    "insurance_book": _line("insuranceperiod"),
}
FROM = "FROM cadres_cadre c LEFT JOIN cadres_personaldetails d ON d.cadre_id = c.id"


def present_items(cadre: Cadre, on: date) -> set[str]:
    """The items one record has."""
    cases = ", ".join(f"{THERE[item]}" for item in ITEMS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {cases} {FROM} WHERE c.id = %(cadre)s", {
            "cadre": cadre.pk, "health_since": health_since(on),
        })  # fmt: skip
        row = cursor.fetchone()
    return {item for item, there in zip(ITEMS, row, strict=True) if there}


def health_since(on: date) -> str:
    return f"{on.year - YEARS_OF_HEALTH}-{on.month:02d}"


def completeness_of(cadre: Cadre, on: date) -> Completeness:
    """The items a record has and lacks on a day."""
    return completeness(present_items(cadre, on), RecordLaw.on(on).record_weights)


def missing_items(missing, on: date) -> list[tuple]:
    """(what, why, section) of missing items, what counts most first."""
    order = heaviest_first(missing, RecordLaw.on(on).record_weights)
    return [ITEMS[item] for item in order if item in ITEMS]


def score_of(cadre: Cadre) -> RecordScore | None:
    return RecordScore.objects.filter(cadre=cadre).first()


def counting_sql(weights: dict[str, int]) -> str:
    """One statement that counts the records chosen by `%(where)s` anew and keeps the figures."""
    wanted = [item for item in ITEMS if weights.get(item)]
    whole = sum(weights[item] for item in wanted)
    flags = ", ".join(f"coalesce({THERE[item]}, FALSE) AS {item}" for item in wanted)
    points = " + ".join(f"{weights[item]} * {item}::int" for item in wanted)
    there = " + ".join(f"{item}::int" for item in wanted)
    lacks = ", ".join(f"CASE WHEN NOT {item} THEN '{item}' END" for item in wanted)
    return f"""
        INSERT INTO cadres_recordscore AS s
            (id, cadre_id, percent, present, total, missing, confirmed_on, counted_on)
        SELECT gen_random_uuid(), f.id, 100 * ({points}) / {whole}, {there}, {len(wanted)},
            array_remove(ARRAY[{lacks}], NULL), f.confirmed_on, %(on)s
        FROM (
            SELECT c.id, {flags}, (
                SELECT max(k.confirmed_on) FROM cadres_recordconfirmation k WHERE k.cadre_id = c.id
            ) AS confirmed_on
            {FROM} WHERE %(all)s OR c.id = ANY(%(cadres)s::uuid[])
        ) f
        ON CONFLICT (cadre_id) DO UPDATE SET percent = excluded.percent,
            present = excluded.present, total = excluded.total, missing = excluded.missing,
            confirmed_on = excluded.confirmed_on, counted_on = excluded.counted_on
        WHERE (s.percent, s.present, s.total, s.missing, s.confirmed_on) IS DISTINCT FROM
            (excluded.percent, excluded.present, excluded.total, excluded.missing,
             excluded.confirmed_on)
    """


def stale_before(today: date) -> date:
    """A confirmation before this day has lapsed."""
    days = RecordLaw.on(today).record_stale_days
    return today.fromordinal(today.toordinal() - days)


def by_unit(actor, today):
    """Units with people in service: how many, how complete, how many ask to be confirmed."""
    people = (
        Cadre.objects.filter(employing_unit=OuterRef("pk"), status=CadreStatus.ACTIVE)
        .order_by()
        .values("employing_unit")
    )
    stale = Q(score__confirmed_on__isnull=True) | Q(score__confirmed_on__lt=stale_before(today))

    def figure(expression):
        counted = people.annotate(figure=expression).values("figure")
        return Subquery(counted, output_field=IntegerField())

    return (
        units_for(actor)
        .annotate(
            people=figure(Count("pk")),
            complete=figure(Cast(Avg("score__percent"), IntegerField())),
            poor=Coalesce(figure(Count("pk", filter=Q(score__percent__lt=POOR))), 0),
            stale=Coalesce(figure(Count("pk", filter=stale)), 0),
        )
        .filter(people__gt=0)
    )
