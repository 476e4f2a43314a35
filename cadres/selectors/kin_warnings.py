"""What to warn of before somebody is given a post: in words that its reader may read."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cadres.models import Cadre, KinReason, Title, Unit
from cadres.rules import kin as rules
from cadres.selectors.kin_facts import Meeting, meetings_if
from cadres.selectors.reach import people_in_reach
from governance.actor import Actor
from governance.findings import Finding, check


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that two posts of relatives would break, and the relative."""

    other: UUID
    finding: Finding


def warnings_for(
    *, cadre: Cadre, title: Title, unit: Unit, on: date, law: rules.KinLaw, actor: Actor
) -> list[Warned]:
    """Every rule that this post would break, once for each relative; one question where none."""
    meetings = [
        meeting
        for meeting in meetings_if(cadre=cadre.pk, title=title.pk, unit=unit.pk, on=on, law=law)
        if check(rules.MEETING, meeting.facts, law)
    ]
    if not meetings:
        return []
    people = {each.pk: each for each in people_in_reach(actor).filter(
        pk__in=[cadre.pk, *(meeting.other for meeting in meetings)]
    )}  # fmt: skip
    titles = Title.objects.in_bulk({meeting.title for meeting in meetings})
    units = Unit.objects.in_bulk({meeting.unit for meeting in meetings})
    found: dict[tuple, Warned] = {}
    for meeting in meetings:
        facts = worded(meeting, cadre, people, titles, units)
        for finding in check(rules.MEETING, facts, law):
            found.setdefault((meeting.other, finding.code), Warned(meeting.other, finding))
    return list(found.values())


def worded(meeting: Meeting, cadre: Cadre, people, titles, units) -> rules.MeetingFacts:
    """The facts with names; hidden where the reader may not read the family of either."""
    hidden = cadre.pk not in people or meeting.other not in people
    facts = replace(meeting.facts, who=cadre.full_name, hidden=hidden)
    if hidden:
        return facts
    post = f"{titles[meeting.title].name}, {units[meeting.unit].name}"
    return replace(facts, other=people[meeting.other].full_name, other_post=post)


def kin_reasons(actor: Actor, *, cadre: Cadre, title: Title, unit: Unit):
    """Why somebody went on in spite of a warning about this post, for who decides it."""
    rows = KinReason.objects.visible_to(actor)
    return rows.filter(cadre=cadre, title=title, unit=unit).order_by("given_on", "pk")
