"""A small province for the pages to show, and what stands for each word of an address."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F
from django.urls import URLPattern, URLResolver, get_resolver

from cadres.models import Hat
from portal.models import Account
from tests import hats
from tests.factories import cadres as make
from tests.factories import evaluation, inspection, planning, recruitment, reports, rotation

# Answers that are not pages: files, fragments, machine interfaces, and what needs a POST.
NOT_PAGES = ("api", "schema", "portal:alive", "portal:ready")


def page_names() -> list[tuple[str, tuple[str, ...]]]:
    """Every named address with the words it needs, from the URL table itself."""
    found = []

    def walk(patterns, space=()):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                inner = (*space, entry.namespace) if entry.namespace else space
                walk(entry.url_patterns, inner)
            elif isinstance(entry, URLPattern) and entry.name:
                name = ":".join((*space, entry.name))
                words = entry.pattern.converters or entry.pattern.regex.groupindex
                found.append((name, tuple(words)))

    walk(get_resolver().url_patterns)
    return [(name, words) for name, words in found if not name.startswith(NOT_PAGES)]


@dataclass
class World:
    """Rows made when asked for; `words` says what an address may name."""

    accounts: dict = field(default_factory=dict)

    @cached_property
    def province(self):
        unit = make.UnitFactory(province=True)
        make.UnitRecordFactory(unit=unit)
        return unit

    @cached_property
    def commune(self):
        unit = make.UnitFactory(parent=self.province)
        make.UnitRecordFactory(unit=unit)
        return unit

    @cached_property
    def seat(self):
        return make.SeatFactory(unit=self.commune)

    @cached_property
    def cadre(self):
        cadre = make.CadreFactory(unit=self.commune, full_name="Ưng Thị Ẩn")
        make.AssignmentFactory(cadre=cadre, seat=make.SeatFactory(unit=self.commune))
        make.QualificationFactory(cadre=cadre)
        for number in range(4):
            make.CadreFactory(unit=self.commune, full_name=f"Nguyễn Thị Ánh Tuyết {number}")
        return cadre

    def account(self, hat: str) -> Account:
        if hat not in self.accounts:
            self.accounts[hat] = hats.account(hat, over=self.province)
        return self.accounts[hat]

    def words(self, names: tuple[str, ...]) -> list | None:
        """What the words of an address stand for; nothing when one is not known here."""
        known = self.known()
        if not set(names) <= set(known):
            return None
        return [known[name]() for name in names]

    def known(self) -> dict:
        """Each word of an address and the row of the commune that it may name."""
        return {
            "cadre_id": lambda: self.cadre.pk,
            "unit_id": lambda: self.commune.pk,
            "seat_id": lambda: self.seat.pk,
            "year": lambda: 2025,
            "class_id": lambda: evaluation.YearlyClassFactory(cadre=self.cadre).pk,
            "exam_id": lambda: self.candidate.post.exam_id,
            "post_id": lambda: self.candidate.post_id,
            "candidate_id": lambda: self.candidate.pk,
            "entry_id": lambda: planning.PlanEntryFactory(cadre=self.cadre, unit=self.commune).pk,
            "inspection_id": lambda: self.recommendation.finding.inspection_id,
            "finding_id": lambda: self.recommendation.finding_id,
            "recommendation_id": lambda: self.recommendation.pk,
            "report_id": lambda: reports.ReportFactory(unit=self.province).pk,
            "move_id": lambda: rotation.MoveFactory(cadre=self.cadre, to_seat=self.seat).pk,
        }

    @cached_property
    def recommendation(self):
        return inspection.RecommendationFactory(
            finding__inspection__unit=self.commune, finding__inspection__led_by=self.commune
        )

    @cached_property
    def candidate(self):
        exam = recruitment.ExamFactory(organising_unit=self.commune)
        result = recruitment.ResultFactory(
            candidate__post__exam=exam, candidate__post__unit=self.commune
        )
        return result.candidate


def speak(account: Account, language: str, theme: str) -> None:
    Account.objects.filter(pk=account.pk).update(
        language=language, theme=theme, version=F("version") + 1
    )


# What this folder cannot make yet is opened by the tests of its own room.
ELSEWHERE = {
    "amendment_id",
    "code",
    "file_id",
    "job_id",
    "list_key",
    "name",
    "room",
    "session_ref",
    "sha256",
    "view_id",
}
HATS = [
    Hat.ORG_OFFICER,
    Hat.ORG_HEAD,
    Hat.STANDING_MEMBER,
    Hat.INSPECTOR,
    Hat.EXAM_COUNCIL,
    Hat.SYS_ADMIN,
    Hat.AUDITOR,
    Hat.CADRE,
]
