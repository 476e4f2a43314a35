"""What each number of this room means, and over whom it is counted."""

from django.utils.translation import gettext_lazy as _

from governance.figure import FigureDef

DEFINITIONS = (
    FigureDef(
        "cadres.units.districts",
        _("Districts"),
        _("Districts, towns and cities under the province that exist on the day"),
        _("localities beneath the unit, the unit itself included"),
        "count",
    ),
    FigureDef(
        "cadres.units.communes",
        _("Communes, wards, townships and special zones"),
        _("Localities of commune level that exist on the day"),
        _("localities beneath the unit, the unit itself included"),
        "count",
    ),
    FigureDef(
        "cadres.units.organisations",
        _("Organisations"),
        _("Party, State, Front and public-service bodies that exist on the day"),
        _("organisations beneath the unit"),
        "count",
    ),
    FigureDef(
        "cadres.people",
        _("Cadres"),
        _("People who hold at least one seat on the day"),
        _("holders of seats beneath the unit"),
        "count",
    ),
    FigureDef(
        "cadres.seats.filled",
        _("Seats filled"),
        _("Seats with a holder on the day ÷ seats that exist on the day"),
        _("seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.leaders",
        _("Leaders and managers"),
        _("People who hold a leading seat ÷ people who hold any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.women",
        _("Women"),
        _("Women who hold a seat ÷ people who hold any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.minority",
        _("Ethnic minorities"),
        _("Holders of other than Kinh ethnicity ÷ people who hold any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.party_members",
        _("Party members"),
        _("Holders admitted to the Party by the day ÷ people who hold any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.university",
        _("University degree or higher"),
        _("Holders with a university degree or higher ÷ people who hold any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.advanced_theory",
        _("Advanced political theory or bachelor"),
        _("Holders with advanced political theory or a bachelor of it ÷ people with any seat"),
        _("holders of seats beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.secretary_chairs",
        _("Secretaries who also chair the People's Committee"),
        _("Secretaries who also hold a People's Committee chair ÷ secretaries' posts filled"),
        _("secretaries' posts filled beneath the unit"),
        "ratio",
    ),
    FigureDef(
        "cadres.nonlocal_secretaries.district",
        _("District secretaries who are not local people"),
        _("Posts of district secretary held by non-local people ÷ posts filled"),
        _("district secretaries' posts filled, acting holders excluded"),
        "ratio",
        "cadres.local_basis",
    ),
    FigureDef(
        "cadres.nonlocal_secretaries.commune",
        _("Commune secretaries who are not local people"),
        _("Posts of commune secretary held by non-local people ÷ posts filled"),
        _("commune secretaries' posts filled, acting holders excluded"),
        "ratio",
        "cadres.local_basis",
    ),
)
