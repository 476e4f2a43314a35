"""The single values of a dossier: who somebody is, papers, entries, posts of a day."""

from datetime import date

from cadres.models import (
    AcademicRank,
    AssignmentKind,
    Cadre,
    Entry,
    FamilyEconomy,
    Forte,
    PersonalDetails,
    PolicyCategory,
    Theory,
    Track,
)
from portal.formats import date_text, number_text, partial_date_text


def told(value) -> str:
    """A partial date as far as it is known; nothing when it is not."""
    return partial_date_text(value) if value else ""


def capital(text) -> str:
    """Words of a choice as they begin a line."""
    text = str(text or "")
    return text[:1].upper() + text[1:]


def chosen(choices, picked) -> str:
    names = dict(choices.choices)
    return capital("; ".join(str(names[each]) for each in picked if each in names))


def details_of(cadre: Cadre) -> PersonalDetails:
    """The sheet of details; an empty one where nobody filled it in yet."""
    return getattr(cadre, "details", None) or PersonalDetails(cadre=cadre)


def of_person(cadre: Cadre, on: date) -> dict[str, str]:
    return {
        **identity(cadre),
        **papers(details_of(cadre)),
        **entries(cadre, details_of(cadre)),
        **posts(cadre, on),
        **economy(getattr(cadre, "economy", None) or FamilyEconomy(cadre=cadre)),
        "remarks": "",
    }


def identity(cadre: Cadre) -> dict[str, str]:
    year, month, day = [*str(cadre.born.value).split("-"), "", ""][:3]
    return {
        "code": cadre.code,
        "full_name": cadre.full_name.upper(),
        "other_name": cadre.other_name,
        "sex_code": str(cadre.sex),
        "sex": capital(cadre.get_sex_display()),
        "born_day": day,
        "born_month": month,
        "born_year": year,
        "born": told(cadre.born),
        "birthplace": cadre.birthplace_text,
        "origin": cadre.origin_text,
        "ethnicity": cadre.ethnicity,
        "religion": cadre.religion,
        "managing_unit": cadre.managing_unit.name_vi,
        "employing_unit": cadre.employing_unit.name_vi,
        "party_joined": told(cadre.party_joined),
        "party_official": told(cadre.party_official),
        "recruited": told(cadre.recruited),
        "theory": "" if cadre.theory == Theory.NONE else capital(cadre.get_theory_display()),
    }


def papers(details: PersonalDetails) -> dict[str, str]:
    return {
        "personal_id": details.personal_id,
        "id_issued_on": told(details.id_issued_on),
        "social_insurance_no": details.social_insurance_no,
        "health_insurance_no": details.health_insurance_no,
        "permanent_residence": details.permanent_text,
        "current_residence": details.current_text,
        "phone_office": details.phone_office,
        "phone_home": details.phone_home,
        "phone_mobile": details.phone_mobile,
        "email": details.email,
        "family_class": capital(details.get_family_class_display()),
        "policy": "; ".join(
            filter(None, (chosen(PolicyCategory, details.policy_categories), details.policy_note))
        ),
        "invalid_class": next(
            (f"{c[-1]}/4" for c in details.policy_categories if c.startswith("thuong_binh_")), ""
        ),
        "martyr_family": "Con liệt sĩ"
        if PolicyCategory.MARTYR_CHILD in details.policy_categories
        else "",
    }


def entries(cadre: Cadre, details: PersonalDetails) -> dict[str, str]:
    rank = dict(AcademicRank.choices).get(details.academic_rank, "")
    degree = ", ".join(filter(None, (capital(cadre.get_education_display()), cadre.major)))
    union = " ".join(
        filter(None, (details.union_joined and f"Đoàn TNCSHCM: {told(details.union_joined)}",))
    )
    return {
        "job_before": details.job_before,
        "recruit_agency": details.recruit_agency,
        "joined_agency": told(details.joined_agency),
        "joined_revolution": told(details.joined_revolution),
        "main_work": details.main_work,
        "longest_job": details.longest_job,
        "forte": chosen(Forte, details.forte),
        "youth_union": ", ".join(filter(None, (union, details.union_place, details.union_post))),
        "enlisted": told(details.enlisted),
        "discharged": told(details.discharged),
        "military_rank": ", ".join(filter(None, (details.military_rank, details.military_post))),
        "general_education": details.general_education,
        "academic_rank": dated(capital(rank), details.academic_rank_year),
        "highest_degree": "; ".join(filter(None, (capital(rank), degree))),
        "state_title": dated(capital(details.get_state_title_display()), details.state_title_year),
    }


def dated(text: str, when) -> str:
    """«Nhà giáo ưu tú (2014)»"""
    return f"{text} ({told(when)})" if text and when else text


def posts(cadre: Cadre, on: date) -> dict[str, str]:
    """The posts held on a day: all, by track, the principal one and the others."""
    held = [a for a in cadre.assignments.all() if on in span(a)]
    held.sort(key=lambda a: (not a.is_principal, a.seat.title.precedence))
    party = [name(a) for a in held if a.seat.title.track == Track.PARTY]
    principal = held[0] if held else None
    again = [a for a in held if a.entry == Entry.REAPPOINTED]
    others = [a for a in held[1:] if a.kind in (AssignmentKind.CONCURRENT, AssignmentKind.CUM)]
    return {
        "posts": "; ".join(map(name, held)),
        "principal_post": name(principal) if principal else "",
        "appointed_on": began(principal) if principal else "",
        "reappointed_on": began(again[0]) if again else "",
        "concurrent_posts": "; ".join(map(name, others)),
        "party_post": party[0] if party else "",
        "party_post_other": "; ".join(party[1:]),
    }


class Span:
    """The days an assignment is held, first day included, last one not."""

    def __init__(self, lower, upper):
        self.lower, self.upper = lower, upper

    def __contains__(self, day: date) -> bool:
        return self.lower <= day and (self.upper is None or day < self.upper)


def span(assignment) -> Span:
    return Span(assignment.held.lower, assignment.held.upper)


def name(assignment) -> str:
    """«Chủ tịch UBND, Phường Mẫu»"""
    return f"{assignment.seat.title.name_vi}, {assignment.seat.unit.name_vi}"


def began(assignment) -> str:
    """The first day, no more exact than it is known."""
    text = date_text(assignment.held.lower)
    return {"year": text[6:], "month": text[3:], "day": text}[assignment.start_precision]


def economy(sheet: FamilyEconomy) -> dict[str, str]:
    income = sheet.yearly_income
    return {
        "income_salary": f"{number_text(income)} đồng" if income is not None else "",
        "income_other": sheet.other_income,
        "house_granted": sheet.house_granted,
        "house_owned": sheet.house_owned,
        "land_granted": sheet.land_granted,
        "land_owned": sheet.land_owned,
        "production_land": sheet.production_land,
    }
