"""The structure of a level as charts and table rows."""

from django.utils.translation import gettext as _

from cadres.figures.structure import AGES, LevelStructure, targets
from cadres.models import Education, Level, Sex, Theory
from cadres.rules.standards import StandardsLaw
from portal.charts import bullet_bars, fraction_bars, stacked_bars
from portal.formats import share

COLOURS = ("d1", "d2", "d3", "d4", "d5", "d6")


def words() -> dict[str, str]:
    return {
        "under_40": _("under 40"),
        "40_50": _("40 to 50"),
        "over_50": _("over 50"),
        "unknown": _("year of birth alone cannot tell"),
        "kinh": _("Kinh"),
        "minority": _("ethnic minority"),
        "young": _("under 40"),
        "women": _("women"),
        "min_degree": _("professional level of the standard"),
        "min_theory": _("political theory of the standard"),
        **{sex.value: str(sex.label) for sex in Sex},
    }


def name_of(level: LevelStructure) -> str:
    return str(Level(level.level).label)


def questions(level: LevelStructure) -> list[tuple[str, list[tuple[str, int]]]]:
    """(question, [(group, number), …]) in the order of page and workbook."""
    named = words()
    ages = [key for key in AGES if key != "unknown" or level.ages[key]]
    return [
        (_("Age"), [(named[key], level.ages[key]) for key in ages]),
        (_("Sex"), [(named[key], level.sexes[key]) for key in Sex.values]),
        (_("Ethnic group"), [(named[k], level.ethnic[k]) for k in ("kinh", "minority")]),
        (_("Professional level"), scale(Education, level.education)),
        (_("Political theory"), scale(Theory, level.theory)),
    ]


def scale(choices, counts) -> list[tuple[str, int]]:
    return [(str(each.label), counts[each.value]) for each in choices if counts[each.value]]


def charts(level: LevelStructure, lang: str) -> list:
    """Age, sex and ethnicity as shares of one bar each; education and theory as bars."""
    found = []
    for question, groups in questions(level)[:3]:
        series = [(COLOURS[at], name) for at, (name, _number) in enumerate(groups)]
        rows = [(name_of(level), [number for _name, number in groups])]
        found.append(stacked_bars(rows, series=series, title=question, lang=lang))
    for question, groups in questions(level)[3:]:
        rows = [(name, number, level.people) for name, number in groups]
        found.append(fraction_bars(rows, title=question, lang=lang))
    against = [(words()[kind], level.met[kind], level.asked[kind]) for kind in sorted(level.asked)]
    if against:
        found.append(
            fraction_bars(against, title=_("Holders who meet their own standard"), lang=lang)
        )
    return found


def target_rows(level: LevelStructure, law: StandardsLaw):
    """The shares striven for, as bars against their marks."""
    rows = [
        (words()[what], share(number, whole), aim)
        for what, number, whole, aim in targets(level, law)
    ]
    return bullet_bars(rows, title=_("Shares striven for"))


def sheet_rows(levels: list[LevelStructure]):
    for level in levels:
        for question, groups in questions(level):
            for name, number in groups:
                yield [name_of(level), question, name, number, level.people]
        for kind in sorted(level.asked):
            meets = _("Holders who meet their own standard")
            yield [name_of(level), meets, words()[kind], level.met[kind], level.asked[kind]]
