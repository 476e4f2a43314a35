"""The outline of the annual inspection report (DOMAIN 13.1): chapters, and what each shows.

A standard text may hold figures as [[code]]; it is written in the report's language and stays
editable. Parts of cadre work of which the portal keeps no records yet say so.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One section: its figures, charts and tables, and the text it starts with."""

    code: str
    title: Any
    text: Any = ""
    figures: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One chapter with its sections."""

    number: str
    title: Any
    sections: tuple[Section, ...]


NO_RECORDS = _(
    "The portal keeps no records of this part yet; no figure is computed. Describe it in words."
)
TO_WRITE = _("To be written by the body that signs.")

OUTLINE = (
    Chapter(
        "I",
        _("Situation"),
        (
            Section(
                "I",
                _("Context"),
                _(
                    "On the cut-off day the area comprises [[cadres.units.districts]] units of"
                    " district level and [[cadres.units.communes]] units of commune level, with"
                    " [[cadres.units.organisations]] Party, State, Front and public-service"
                    " bodies. [[cadres.people]] people hold a seat; women make up"
                    " [[cadres.women]], ethnic minorities [[cadres.minority]]."
                ),
                (
                    "cadres.units.districts",
                    "cadres.units.communes",
                    "cadres.units.organisations",
                    "cadres.people",
                    "cadres.women",
                    "cadres.minority",
                    "cadres.party_members",
                ),
                ("ages",),
                ("cadres.ages",),
            ),
        ),
    ),
    Chapter(
        "II",
        _("Leadership and direction"),
        (
            Section(
                "II",
                _("Programme of inspection"),
                _(
                    "The year's programmes foresaw inspections of which"
                    " [[inspection.planned_done]] were carried out by the cut-off day."
                ),
                ("inspection.planned_done",),
            ),
        ),
    ),
    Chapter(
        "III",
        _("Results of cadre work"),
        (
            Section(
                "III.1",
                _("Organisation and posts"),
                _(
                    "Of the seats that exist, [[cadres.seats.filled]] are filled. Leaders and"
                    " managers make up [[cadres.leaders]] of the people who hold a seat."
                ),
                (
                    "cadres.seats.filled",
                    "cadres.leaders",
                    "cadres.university",
                    "cadres.advanced_theory",
                    "cadres.secretary_chairs",
                    "cadres.payroll.civil",
                    "cadres.payroll.public",
                    "cadres.norms.exceeded",
                ),
                (),
                ("cadres.leaders",),
            ),
            Section(
                "III.2",
                _("Evaluation"),
                _(
                    "[[evaluation.classed]] people and [[evaluation.units_classed]] units were"
                    " classed. The class of a head may not lie above that of the unit:"
                    " [[evaluation.heads_above_unit]]."
                ),
                (
                    "evaluation.classed",
                    "evaluation.excellent_per_good",
                    "evaluation.not_classified",
                    "evaluation.units_classed",
                    "evaluation.units_over_cap",
                    "evaluation.heads_above_unit",
                ),
                ("classes",),
                (
                    "evaluation.people_by_year",
                    "evaluation.units_by_year",
                    "evaluation.not_classified_by_reason",
                ),
            ),
            Section("III.3", _("Exemplary conduct"), NO_RECORDS),
            Section(
                "III.4",
                _("Planning"),
                _(
                    "[[planning.entries]] planning entries are in force for"
                    " [[planning.people]] people; women hold [[planning.women]] of them, young"
                    " people [[planning.young]]. [[planning.posts_without_successor|count]]"
                    " leading posts have no successor."
                ),
                (
                    "planning.entries",
                    "planning.people",
                    "planning.women",
                    "planning.minority",
                    "planning.young",
                    "planning.posts_with_successor",
                    "planning.posts_without_successor",
                    "planning.posts_overfull",
                ),
                (),
                ("planning.entries", "planning.structure"),
            ),
            Section("III.5", _("Training"), NO_RECORDS),
            Section(
                "III.6",
                _("Rotation, transfer and heads who are not local people"),
                _(
                    "[[cadres.nonlocal_secretaries.district|fraction]] district secretaries"
                    " ([[cadres.nonlocal_secretaries.district|percent]]) and"
                    " [[cadres.nonlocal_secretaries.commune|fraction]] commune secretaries"
                    " ([[cadres.nonlocal_secretaries.commune|percent]]) are not local people."
                    " The exceptions are named below. [[rotation.in_progress]] rotations are in"
                    " progress."
                ),
                (
                    "cadres.nonlocal_secretaries.district",
                    "cadres.nonlocal_secretaries.commune",
                    "rotation.in_progress",
                    "rotation.due",
                    "rotation.ended",
                    "rotation.ended_early",
                ),
                ("nonlocal",),
                ("cadres.local_secretaries", "rotation.directions", "rotation.heads"),
            ),
            Section(
                "III.7",
                _("Appointment and leadership exams"),
                _(
                    "[[rotation.moves]] moves took effect in the year. Leadership exams held:"
                    " [[recruitment.exams_leadership]]."
                ),
                ("rotation.moves", "rotation.women", "recruitment.exams_leadership"),
                (),
                ("rotation.kinds", "recruitment.leadership_by_year"),
            ),
            Section(
                "III.8",
                _("Recruitment"),
                _(
                    "Civil-service exams held: [[recruitment.exams_civil_service]], for"
                    " [[recruitment.posts]] posts with [[recruitment.candidates]] candidates;"
                    " [[recruitment.selected]] were selected."
                ),
                (
                    "recruitment.exams_civil_service",
                    "recruitment.posts",
                    "recruitment.candidates",
                    "recruitment.round_one_passed",
                    "recruitment.round_two_passed",
                    "recruitment.selected",
                ),
                (),
                ("recruitment.civil_service_by_year",),
            ),
            Section("III.9", _("Policy (pay and housing)"), NO_RECORDS),
            Section("III.10", _("Protection of dynamic and creative cadres"), NO_RECORDS),
        ),
    ),
    Chapter(
        "IV",
        _("Results of inspection and supervision of cadre work"),
        (
            Section(
                "IV.1",
                _("Programme and surprise checks"),
                _(
                    "[[inspection.inspections]] inspections of [[inspection.units]] units began"
                    " in the year, among them surprise inspections [[inspection.surprise]] and"
                    " verifications of signs of violation [[inspection.signs]]."
                ),
                (
                    "inspection.inspections",
                    "inspection.units",
                    "inspection.surprise",
                    "inspection.signs",
                ),
            ),
            Section(
                "IV.2",
                _("Findings"),
                _(
                    "The inspections made [[inspection.findings]] findings; violations among"
                    " them: [[inspection.violations]]."
                ),
                ("inspection.findings", "inspection.violations"),
                ("findings",),
                ("inspection.findings",),
            ),
            Section(
                "IV.3",
                _("Recommendations and follow-up"),
                _(
                    "[[inspection.recommendations]] recommendations were made. Carried out on"
                    " time: [[inspection.on_time]]; overdue on the cut-off day:"
                    " [[inspection.overdue]]."
                ),
                ("inspection.recommendations", "inspection.on_time", "inspection.overdue"),
            ),
            Section("IV.4", _("Violations and discipline"), NO_RECORDS),
            Section("IV.5", _("Complaints and denunciations"), NO_RECORDS),
            Section(
                "IV.6", _("Supervision by the Front, organisations and the people"), NO_RECORDS
            ),
        ),
    ),
    Chapter(
        "V",
        _("General assessment"),
        (
            Section("V.1", _("Strengths"), TO_WRITE),
            Section("V.2", _("Weaknesses"), TO_WRITE),
            Section("V.3", _("Causes"), TO_WRITE),
            Section("V.4", _("Lessons"), TO_WRITE),
        ),
    ),
    Chapter("VI", _("Direction and tasks of the next year"), (Section("VI", "", TO_WRITE),)),
    Chapter("VII", _("Proposals and recommendations"), (Section("VII", "", TO_WRITE),)),
)

# Long tables, each on pages of its own across the sheet.
ANNEX = (
    "cadres.localities",
    "cadres.heads",
    "cadres.decisions",
    "evaluation.heads_and_units",
    "inspection.inspections",
    "inspection.overdue",
)


def sections() -> dict[str, Section]:
    """All sections by code."""
    return {s.code: s for chapter in OUTLINE for s in chapter.sections}
