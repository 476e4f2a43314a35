"""The lines of a dossier: training, career, pay, family, and the short words for them."""

from datetime import date

from cadres.models import (
    AllowanceKind,
    Award,
    Cadre,
    DisciplineForm,
    FamilySide,
    HistoryKind,
    PartyEventKind,
    PayBasis,
    QualificationAxis,
    Relation,
)
from cadres.rules.layouts import rank_names
from cadres.selectors.dossier_values import began, capital, details_of, name, told
from portal.formats import date_text, number_text

Axis = QualificationAxis
NONE = "Không"
TRAINING = {
    "training_professional": {Axis.PROFESSIONAL},
    "training_theory": {Axis.THEORY},
    "training_state": {Axis.STATE_MANAGEMENT, Axis.ECONOMICS, Axis.PARTY_WORK, Axis.POST_COURSE},
    "training_defence": {Axis.DEFENCE},
    "training_skills": {Axis.LANGUAGE, Axis.ETHNIC_LANGUAGE, Axis.IT},
}
RELATIONS = {relation: order for order, relation in enumerate(Relation.values)}


def month(value) -> str:
    """The month of a partial date, the year alone when no more is known."""
    return told(value.value[:7]) if value else ""


def period(start: str, end: str, *, lasts: bool = False) -> str:
    """«09/2008 - 12/2012», «01/2013 - nay»"""
    end = end or ("nay" if lasts else "")
    return " - ".join(filter(None, (start, end)))


def latest(rows) -> list:
    """By their beginning, latest first; undated ones last."""
    return sorted(rows, key=lambda r: r.from_date.value if r.from_date else "", reverse=True)


def oldest(rows) -> list:
    return sorted(rows, key=lambda r: r.from_date.value if r.from_date else "9999")


def summaries(cadre: Cadre, on: date) -> dict[str, str]:
    """What the forms ask in one line about things the record keeps as many."""
    return {
        **pay(cadre, on),
        **skills(cadre),
        **awards(cadre),
        **health(cadre),
        **history(cadre),
        **discipline(cadre),
        "organisations": organisations(cadre),
        "relatives_abroad": abroad(cadre),
    }


def pay(cadre: Cadre, on: date) -> dict[str, str]:
    """The rank, step and allowances that hold on the day."""
    steps = [s for s in latest(cadre.salary_steps.all()) if s.from_date.earliest() <= on]
    by_rank = next((s for s in steps if s.basis == PayBasis.RANK_STEP), None)
    by_post = next((s for s in steps if s.basis == PayBasis.JOB_POSITION), None)
    allowed = [
        a for a in latest(cadre.allowances.all()) if not a.to_date or a.to_date.latest() >= on
    ]
    post = [amount(a) for a in allowed if a.kind == AllowanceKind.POSITION]
    other = [
        f"{capital(a.get_kind_display())}: {amount(a)}"
        for a in allowed
        if a.kind != AllowanceKind.POSITION
    ]
    return {
        "rank_name": rank_names().get(by_rank.rank_code, "") if by_rank else "",
        "rank_code": by_rank.rank_code if by_rank else "",
        "step": str(by_rank.step) if by_rank else "",
        "coefficient": number_text(by_rank.coefficient, "vi", 2) if by_rank else "",
        "step_since": month(by_rank.from_date) if by_rank else "",
        "over_scale": f"{by_rank.over_scale_percent} %"
        if by_rank and by_rank.over_scale_percent
        else "",
        "job_position": by_post.position_name if by_post else "",
        "job_amount": f"{number_text(by_post.amount)} đồng" if by_post else "",
        "position_allowance": post[0] if post else "",
        "other_allowances": "; ".join(other),
    }


def amount(line) -> str:
    """How much a step or an allowance is: a coefficient, a percentage or an amount."""
    if line.coefficient is not None:
        return number_text(line.coefficient, "vi", 2)
    if getattr(line, "percent", None) is not None:
        return f"{number_text(line.percent)} %"
    return f"{number_text(line.amount)} đồng" if line.amount is not None else ""


def skills(cadre: Cadre) -> dict[str, str]:
    """Levels by axis, the newest first."""
    by_axis: dict[str, list[str]] = {}
    for each in latest(cadre.qualifications.all()):
        text = " ".join(filter(None, (each.language, capital(each.level_name))))
        by_axis.setdefault(each.axis, []).append(text)
    languages = by_axis.get(Axis.LANGUAGE, []) + by_axis.get(Axis.ETHNIC_LANGUAGE, [])
    return {
        "languages": "; ".join(dict.fromkeys(languages)),
        "it": "; ".join(by_axis.get(Axis.IT, [])[:1]),
        "state_management": "; ".join(by_axis.get(Axis.STATE_MANAGEMENT, [])[:1]),
    }


def awards(cadre: Cadre) -> dict[str, str]:
    ranked = sorted(cadre.awards.all(), key=lambda a: a.rank_order)
    named = [award_text(award) for award in ranked]
    return {"awards": "; ".join(named[:8]), "highest_award": named[0] if named else ""}


def award_text(award: Award) -> str:
    text = " ".join(filter(None, (capital(award.get_kind_display()), award.grade)))
    return f"{text} ({told(award.from_date)})" if award.from_date else text


def measure(each) -> str:
    return f"{capital(each.get_side_display())}: {each.get_form_display()}"


def discipline(cadre: Cadre) -> dict[str, str]:
    """The measures of the record; «Không» where it has none, for the portal keeps them all."""
    found = [
        f"{measure(m)} ({m.effective_from.year}, {m.decision}): {m.violation}"
        for m in cadre.measures.all()
    ]
    order = {form: at for at, form in enumerate(DisciplineForm.values)}
    highest = max(cadre.measures.all(), key=lambda m: order[m.form], default=None)
    return {
        "discipline": "; ".join(found) or NONE,
        "highest_discipline": f"{measure(highest)} ({highest.effective_from.year})"
        if highest
        else NONE,
    }


def health(cadre: Cadre) -> dict[str, str]:
    """What the last examination found."""
    last = next(iter(latest(cadre.health_records.all())), None)
    if last is None:
        return dict.fromkeys(("health", "height", "weight", "blood_group"), "")
    metres = f"1 m {last.height_cm - 100}" if last.height_cm and last.height_cm >= 100 else ""
    return {
        "health": last.condition,
        "height": metres,
        "weight": f"{number_text(last.weight_kg)} kg" if last.weight_kg else "",
        "blood_group": last.blood_group,
    }


def history(cadre: Cadre) -> dict[str, str]:
    """The personal history; «Không» only where the person declared that there is nothing."""
    rows = oldest(cadre.political_history.all())
    nothing = NONE if any(r.kind == HistoryKind.NONE for r in rows) else ""

    def of(*kinds) -> str:
        found = [
            ", ".join(filter(None, (period(told(r.from_date), told(r.to_date)), r.place, r.text)))
            for r in rows
            if r.kind in kinds
        ]
        return "; ".join(found) or nothing

    return {
        "history_arrest": of(HistoryKind.ARREST, HistoryKind.OTHER),
        "history_regime": of(HistoryKind.FORMER_REGIME),
        "foreign_bodies": of(HistoryKind.FOREIGN),
    }


def organisations(cadre: Cadre) -> str:
    details = details_of(cadre)
    joined = [f"Đoàn TNCSHCM: {told(details.union_joined)}"] if details.union_joined else []
    joined += [
        f"{event.organisation}: {told(event.from_date)}"
        for event in oldest(cadre.party_events.all())
        if event.kind == PartyEventKind.ORGANISATION and event.organisation and event.from_date
    ]
    return "; ".join(joined)


def abroad(cadre: Cadre) -> str:
    """Relatives who live abroad; «Không» where the family is recorded and none does."""
    family = list(cadre.family.all())
    found = [
        ", ".join(
            filter(
                None,
                (
                    f"{capital(m.get_relation_display())} {m.full_name}",
                    m.abroad_country,
                    m.abroad_note,
                ),
            )
        )
        for m in family
        if m.is_abroad
    ]
    return "; ".join(found) or (NONE if family else "")


def tables(cadre: Cadre, on: date, *, abroad: bool) -> dict[str, tuple[dict[str, str], ...]]:
    """Every table of the forms, its rows as words by column."""
    courses = {axis: [] for axis in Axis.values}
    for each in oldest(cadre.qualifications.all()):
        courses[each.axis].append(course(each))
    steps = [step(each) for each in oldest(cadre.salary_steps.all())]
    return {
        "training": tuple(row for rows in courses.values() for row in rows),
        **{
            key: tuple(row for axis in Axis.values if axis in axes for row in courses[axis])
            for key, axes in TRAINING.items()
        },
        "career": career(cadre, on),
        "salary": tuple(steps),
        "allowances": tuple(allowance(each) for each in oldest(cadre.allowances.all())),
        "awards": tuple(
            {
                "year": told(a.from_date)[-4:],
                "form": " ".join(filter(None, (capital(a.get_kind_display()), a.grade))),
                "about": ", ".join(filter(None, (a.title, a.issuer_text))),
            }
            for a in oldest(cadre.awards.all())
        ),
        "discipline": tuple(
            {
                "year": str(m.effective_from.year),
                "form": measure(m),
                "about": f"{m.violation}; {m.decision}",
            }
            for m in cadre.measures.all()
        ),
        "family_own": family(cadre, FamilySide.OWN, abroad=abroad),
        "family_spouse": family(cadre, FamilySide.SPOUSE, abroad=abroad),
    }


def course(each) -> dict[str, str]:
    subject = each.major or each.language or capital(each.get_axis_display())
    return {
        "institution": each.institution,
        "subject": subject,
        "period": period(month(each.from_date), month(each.to_date)),
        "mode": capital(each.get_mode_display()),
        "degree": ", ".join(filter(None, (capital(each.level_name), each.certificate))),
    }


def step(each) -> dict[str, str]:
    rank = " ".join(filter(None, (rank_names().get(each.rank_code, ""), each.rank_code)))
    return {
        "since": month(each.from_date),
        "grade": f"{each.rank_code}/{each.step}" if each.rank_code else each.position_name,
        "rank": rank or each.position_name,
        "step": str(each.step or ""),
        "coefficient": amount(each),
    }


def allowance(each) -> dict[str, str]:
    return {
        "period": period(month(each.from_date), month(each.to_date), lasts=True),
        "kind": capital(each.get_kind_display()),
        "amount": amount(each),
    }


def career(cadre: Cadre, on: date) -> tuple[dict[str, str], ...]:
    """Seats held and what the file tells of the time before and beside them, oldest first."""
    rows = []
    for each in cadre.assignments.all():
        if each.held.lower > on:
            continue
        until = each.held.upper
        end = date_text(until)[3:] if until and until <= on else ""
        start = began(each)[-7:]
        rows.append((each.held.lower.isoformat(), period(start, end, lasts=True), name(each)))
    for each in cadre.career_events.all():
        work = ", ".join(filter(None, (each.post_text, each.unit_text)))
        when = period(month(each.from_date), month(each.to_date), lasts=True)
        rows.append((each.from_date.value, when, work))
    return tuple({"period": when, "work": work} for _start, when, work in sorted(rows))


def family(cadre: Cadre, side: str, *, abroad: bool) -> tuple[dict[str, str], ...]:
    """The relatives of one side; where they live abroad is left out while that part is closed."""
    members = [m for m in cadre.family.all() if m.side == side]
    members.sort(key=lambda m: (RELATIONS[m.relation], m.born.value if m.born else "9999"))
    return tuple(
        {
            "relation": capital(m.get_relation_display()),
            "name": m.full_name,
            "born": str(m.born.year) if m.born else "",
            "about": "; ".join(
                filter(
                    None,
                    (
                        m.origin_text and f"Quê quán: {m.origin_text}",
                        m.occupation,
                        m.workplace,
                        m.residence if abroad or not m.is_abroad else "",
                        m.abroad_country if abroad else "",
                        m.political,
                        "" if m.is_alive else "Đã mất",
                    ),
                )
            ),
        }
        for m in members
    )
