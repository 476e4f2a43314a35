"""A small province with rows of every room, and what stands for each word of an address.

Tests of pages open it; tests of access build two and look from one into the other. What
people read in the rows of a world carries its mark, so that a row can be told in any answer.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.auth import SESSION_KEY
from django.urls import URLPattern, URLResolver, get_resolver

from cadres.models import Placement, ReorganisationStep
from governance import audit
from governance.actor import acting, system_actor
from governance.models import AuditEvent
from portal import jobs
from portal.jobs import store
from portal.models import Account, ImportBatch, Job, JobFile, SavedView, Session, StoredFile
from portal.sessions import SessionStore
from tests import hats
from tests.careers import Careers
from tests.establishment import Establishment
from tests.factories import cadres as make
from tests.factories import (
    careers,
    evaluation,
    exchange,
    inspection,
    planning,
    posts,
    record,
    recruitment,
    reorganisation,
    rotation,
    standards,
)
from tests.factories import reports as report_rows
from tests.factories.duplicates import MergeFactory, PairFactory
from tests.factories.imports import CheckedFactory


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Every named address with the words it needs, from the URL table itself."""
    found = []

    def walk(patterns, space=()):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                inner = (*space, entry.namespace) if entry.namespace else space
                walk(entry.url_patterns, inner)
            elif isinstance(entry, URLPattern):
                name = ":".join((*space, entry.name or str(entry.pattern)))
                words = entry.pattern.converters or entry.pattern.regex.groupindex
                found.append((name, tuple(words)))

    walk(get_resolver().url_patterns)
    return found


@dataclass
class World(Careers, Establishment):
    """Rows made when asked for; `known` says what the words of an address may name."""

    mark: str = ""
    accounts: dict = field(default_factory=dict)

    def marked(self, text: str) -> str:
        return f"{text} {self.mark}".strip()

    # -- units and people ---------------------------------------------------------------
    @cached_property
    def province(self):
        return self._unit("Tỉnh Mẫu", province=True)

    @cached_property
    def commune(self):
        return self._unit("Xã Mẫu", parent=self.province)

    def _unit(self, name: str, **how):
        name = self.marked(name)
        unit = make.UnitFactory(name_vi=name, name_en=name, name_ar=name, **how)
        make.UnitRecordFactory(unit=unit)
        return unit

    @cached_property
    def seat(self):
        return make.SeatFactory(unit=self.commune)

    @cached_property
    def cadre(self):
        cadre = make.CadreFactory(unit=self.commune, full_name=self.marked("Ưng Thị Ẩn"))
        make.AssignmentFactory(cadre=cadre, seat=make.SeatFactory(unit=self.commune))
        make.QualificationFactory(cadre=cadre, institution=self.marked("Trường"))
        careers.ClockDueFactory(cadre=cadre)
        record.RecordReadingFactory(cadre=cadre, reader=self.marked("Người Đọc"))
        for number in range(4):
            name = self.marked(f"Nguyễn Thị Ánh Tuyết {number}")
            make.CadreFactory(unit=self.commune, full_name=name)
        return cadre

    @cached_property
    def plan(self):
        """A plan in preparation that merges the commune into a founded one."""
        return reorganisation.ReorganisationFactory(
            unit=self.province, title=self.marked("Sắp xếp"), effective_on=date(2090, 1, 1)
        )

    @cached_property
    def plan_step(self):
        return ReorganisationStep.objects.create(
            reorganisation=self.plan, ordinal=1, kind="abolish"
        )

    @cached_property
    def placement(self):
        """Where the cadre goes on."""
        return Placement.objects.create(
            reorganisation=self.plan,
            assignment=self.cadre.assignments.get(),
            outcome="waits",
            unit=self.province,
        )

    @cached_property
    def line(self):
        return record.FamilyMemberFactory(cadre=self.cadre, full_name=self.marked("Phạm Thị Mẫu"))

    def account(self, hat: str) -> Account:
        """Whoever wears this hat over the province here; without a hat, nobody in particular."""
        if hat not in self.accounts:
            self.accounts[hat] = (
                hats.account(hat, over=self.province) if hat else make.AccountFactory()
            )
        return self.accounts[hat]

    # -- posts: catalogues are everybody's and bear no mark ------------------------------
    @cached_property
    def position(self):
        return posts.JobPositionFactory()

    @cached_property
    def title(self):
        return make.TitleFactory()

    @cached_property
    def equivalence(self):
        return posts.EquivalenceVersionFactory()

    @cached_property
    def authority(self):
        return posts.AuthorityVersionFactory()

    @cached_property
    def duty(self):
        return posts.DutyFactory()

    @cached_property
    def goal(self):
        return posts.GoalFactory(unit=self.commune, name=self.marked("Trả hồ sơ đúng hạn"))

    @cached_property
    def work_item(self):
        return posts.WorkItemFactory(goal=self.goal, product=self.marked("Báo cáo"))

    @cached_property
    def responsibility(self):
        return posts.ResponsibilityFactory(goal=self.goal, cadre=self.cadre)

    @cached_property
    def package(self):
        """A packed one, with an error that names somebody of this province."""
        kept = store.keep(
            self.marked("gói").encode(),
            temporary=store.temporary("package", 1, 1),
            name="a.zip",
            content_type="application/zip",
        )
        stored = StoredFile.objects.get_or_create(
            sha256=kept.sha256, defaults={"size": kept.size, "content_type": kept.content_type}
        )[0]
        package = exchange.ExchangePackageFactory(
            unit=self.commune, state="packed", stored=stored, sha256=stored.sha256, persons=1
        )
        exchange.PackageErrorFactory(package=package, subject_name=self.marked("Ưng Thị Ẩn"))
        return package

    # -- rooms --------------------------------------------------------------------------
    @cached_property
    def yearly_class(self):
        return evaluation.YearlyClassFactory(cadre=self.cadre, grounds=self.marked("Tốt"))

    @cached_property
    def unit_class(self):
        return evaluation.UnitClassFactory(unit=self.commune, decision=self.decision, year=2024)

    @cached_property
    def entry(self):
        return planning.PlanEntryFactory(cadre=self.cadre, unit=self.commune)

    @cached_property
    def move(self):
        return rotation.MoveFactory(cadre=self.cadre, to_seat=self.seat)

    @cached_property
    def candidate(self):
        exam = recruitment.ExamFactory(
            organising_unit=self.commune, name=self.marked("Kỳ thi tuyển")
        )
        return recruitment.ResultFactory(
            candidate__post__exam=exam,
            candidate__post__unit=self.commune,
            candidate__full_name=self.marked("Lê Thị Dự Tuyển"),
        ).candidate

    @cached_property
    def recommendation(self):
        finding = inspection.FindingFactory(
            answered=True,
            text=self.marked("Thiếu biên bản"),
            inspection__heard=False,
            inspection__concluded=True,
            inspection__unit=self.commune,
            inspection__led_by=self.commune,
        )
        return inspection.RecommendationFactory(
            finding=finding, owner=self.commune, text=self.marked("Bổ sung biên bản")
        )

    @cached_property
    def programme(self):
        return inspection.ProgrammeFactory(unit=self.commune, title=self.marked("Chương trình"))

    @cached_property
    def report(self):
        return report_rows.ReportFactory(
            unit=self.province, texts={"1.1": self.marked("Khái quát")}
        )

    def everything(self) -> None:
        """Make what an address of any room may name."""
        for make_one in self.known().values():
            make_one()
        assert self.unit_class
        assert self.programme
        assert self.quota
        assert self.overstaffed

    @cached_property
    def officers_import(self):
        return self.import_batch(self.account("ORG_OFFICER"))

    @cached_property
    def pair(self):
        """Two records much alike."""
        twins = [make.CadreFactory(unit=self.commune, full_name=self.marked("Lê Sinh Đôi"))
                 for _twin in range(2)]  # fmt: skip
        first, second = sorted(twins, key=lambda cadre: cadre.pk)
        return PairFactory(first=first, second=second)

    @cached_property
    def merge(self):
        return MergeFactory(
            survivor=self.cadre, merged=make.CadreFactory(unit=self.commune, merged=True)
        )

    # -- what somebody has: jobs, files, views, sessions -----------------------------------
    def job(self, account: Account) -> Job:
        with acting(hats.acting_as(account)) as actor:
            params = {"text": str(account.pk)}
            return jobs.submit(
                kind="portal.export", params=params, by=actor, label=self.marked("Danh sách")
            )

    def done_job(self, account: Account) -> tuple[Job, JobFile]:
        """A finished job with its file, in the folder of the settings."""
        job = self.job(account)
        Job.objects.filter(pk=job.pk).update(state="done", done_at=job.created_at)
        with acting(system_actor("test")):
            kept = store.keep(
                self.marked("tệp").encode(),
                temporary=store.temporary(job.pk, 1, 1),
                name="a.txt",
                content_type="text/plain",
            )
            stored, _new = StoredFile.objects.get_or_create(
                sha256=kept.sha256, defaults={"size": kept.size, "content_type": "text/plain"}
            )
            return job, JobFile.objects.create(job=job, stored=stored, name=kept.name)

    def import_batch(self, account: Account) -> ImportBatch:
        """A checked workbook with one wrong row."""
        return CheckedFactory(owner=account, mark=self.marked("Danh sách"))

    def saved_view(self, account: Account) -> SavedView:
        name = self.marked("Khung nhìn")
        return SavedView.objects.get_or_create(owner=account, list_key="audit", name=name)[0]

    def session(self, account: Account) -> Session:
        """Another browser in which the account is signed in."""
        store = SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store.create()
        return Session.objects.get(session_key=store.session_key)

    def tell_the_trail(self) -> None:
        """An event of this province that bears its mark; it is written with the constraints."""
        reason = self.marked("Xem hồ sơ")
        audit.record(
            by=system_actor("test"),
            action="test.look",
            unit_path=self.province.path,
            reason=reason,
        )

    @cached_property
    def event(self):
        return AuditEvent.objects.get(action="test.look", unit_path=self.province.path)

    # -- addresses ------------------------------------------------------------------------
    @cached_property
    def standard(self):
        """A draft about a title of its own, to follow the edition in force."""
        older = standards.in_force({"value": {"level": "cao_dang"}})
        later = {"edition": 2, "valid": make.since(date(2026, 1, 1))}
        draft = standards.StandardFactory(title=older.title, **later)
        standards.ItemFactory(standard=draft, value={"level": "tien_si"})
        seat = make.SeatFactory(unit=self.commune, title=older.title)
        make.AssignmentFactory(cadre=make.CadreFactory(unit=self.commune), seat=seat)
        return draft

    @cached_property
    def criterion(self):
        return standards.ItemFactory(standard=self.standard)

    @cached_property
    def standard_check(self):
        return standards.kept_check(cadre=self.cadre)

    @cached_property
    def standard_result(self):
        """A criterion that people judge, so that every hat that may finds its form."""
        return self.standard_check.results.get()

    def known(self) -> dict:
        """Each word of an address and the row of this province that it may name."""
        return {**self._known_of_cadres(), **self._known_of_rooms()}

    def _known_of_cadres(self) -> dict:
        return {
            "cadre_id": lambda: self.cadre.pk,
            "measure": lambda: "DQ-11",
            "pair_id": lambda: self.pair.pk,
            "merge_id": lambda: self.merge.pk,
            "batch_id": lambda: self.officers_import.pk,
            "line_id": lambda: self.line.pk,
            "decision_id": lambda: self.decision.pk,
            "proposal_id": lambda: self.proposal.pk,
            "row_id": lambda: self.award.pk,
            "unit_id": lambda: self.commune.pk,
            "seat_id": lambda: self.seat.pk,
            "plan_id": lambda: self.plan.pk,
            "step_id": lambda: self.plan_step.pk,
            "placement_id": lambda: self.placement.pk,
            "year": lambda: 2025,
            "position_id": lambda: self.position.pk,
            "title_id": lambda: self.title.pk,
        }

    def _known_of_rooms(self) -> dict:
        return {
            "equivalence_id": lambda: self.equivalence.pk,
            "authority_id": lambda: self.authority.pk,
            "duty_id": lambda: self.duty.pk,
            "goal_id": lambda: self.goal.pk,
            "item_id": lambda: self.work_item.pk,
            "responsibility_id": lambda: self.responsibility.pk,
            "class_id": lambda: self.yearly_class.pk,
            "exam_id": lambda: self.candidate.post.exam_id,
            "post_id": lambda: self.candidate.post_id,
            "candidate_id": lambda: self.candidate.pk,
            "entry_id": lambda: self.entry.pk,
            "inspection_id": lambda: self.recommendation.finding.inspection_id,
            "finding_id": lambda: self.recommendation.finding_id,
            "recommendation_id": lambda: self.recommendation.pk,
            "package_id": lambda: self.package.pk,
            "report_id": lambda: self.report.pk,
            "move_id": lambda: self.move.pk,
            **self.known_of_careers(),
            **self.known_of_kin(),
        }

    def words(self, names: tuple[str, ...]) -> list | None:
        """What the words of an address stand for; nothing when one is not known here."""
        known = self.known()
        if not set(names) <= set(known):
            return None
        return [known[name]() for name in names]
