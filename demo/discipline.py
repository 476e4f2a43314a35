"""Discipline of ten years, the blocks that follow, matters pending now, decided retirements."""

import json
from datetime import date, timedelta
from random import Random

from cadres.models import (
    BlockException,
    CareerBlock,
    DisciplineMeasure,
    RetirementOverride,
)
from cadres.rules import blocks, clocks, discipline
from demo.copying import NULL, Copier
from demo.desks import Held
from demo.names import pick, wheel
from demo.people import Person
from demo.records import Records
from demo.units import span
from governance.dates import add_months

FIRST, TODAY = date(2016, 3, 1), date(2026, 11, 1)
LEADS, OTHERS = 0.055, 0.025  # share of people with a measure in ten years
FORMS = wheel(
    {"reprimand": 62, "warning": 24, "dismissal": 6, "salary": 4, "demotion": 3, "forced_out": 1}
)
WHAT_FOR = (
    "Thiếu trách nhiệm trong lãnh đạo, chỉ đạo thực hiện nhiệm vụ được giao",
    "Buông lỏng quản lý để xảy ra vi phạm về đất đai trên địa bàn",
    "Vi phạm nguyên tắc tập trung dân chủ, quy chế làm việc của cấp ủy",
    "Vi phạm quy định về quản lý tài chính, ngân sách của đơn vị",
    "Vi phạm Quy định về những điều đảng viên không được làm",
    "Chấp hành chưa nghiêm kỷ luật, kỷ cương hành chính",
    "Để xảy ra chậm giải quyết thủ tục hành chính kéo dài, gây bức xúc trong Nhân dân",
    "Thiếu kiểm tra, đôn đốc trong quản lý đầu tư xây dựng công trình",
    "Kê khai tài sản, thu nhập chưa đúng quy định",
    "Vi phạm chính sách dân số, kế hoạch hóa gia đình",
    "Vi phạm quy định về nồng độ cồn khi điều khiển phương tiện giao thông",
)
PENDING = (
    "Ủy ban Kiểm tra đang xem xét, thi hành kỷ luật",
    "Cơ quan có thẩm quyền đang thanh tra, xác minh",
    "Đang giải quyết đơn tố cáo theo quy định",
)
EXCEPTION = "Ban Thường vụ đồng ý bố trí do yêu cầu cấp bách, sau khi đã khắc phục xong vi phạm"
LONGER = "Kéo dài thời gian công tác đến hết nhiệm kỳ theo kết luận của cấp có thẩm quyền"
EARLIER = "Nghỉ hưu trước tuổi theo nguyện vọng khi sắp xếp tổ chức bộ máy"


class Discipline:
    """Draws and writes measures, blocks, exceptions and decided retirements."""

    def __init__(self, rng: Random, records: Records, copier: Copier, new_id):
        self.rng, self.records, self.new_id = rng, records, new_id
        self.table = clocks.RetirementTable()
        self.excepted: set = set()
        self._measure = copier.stream(
            DisciplineMeasure, "id", "cadre", "side", "form", "category", "is_leader",
            "violation", "decision", "announced_on", "effective_from", "expires_on", "follows",
            "replaces", "ended_on", "end", "end_decision", "law_versions",
        )  # fmt: skip
        self._block = copier.stream(
            CareerBlock, "id", "cadre", "what", "regime", "barred", "measure", "matter", "source",
            "confidence", "law_versions", "lifted_on", "lift_reason",
        )  # fmt: skip
        self._exception = copier.stream(
            BlockException, "id", "cadre", "what", "allowed", "reason", "decision", "decided_by"
        )
        self._override = copier.stream(
            RetirementOverride, "id", "cadre", "retires_on", "ground", "reason", "decision"
        )

    def person(self, person: Person) -> None:
        leads = person.best < 8
        chance = self.rng.random()
        if chance < (LEADS if leads else OTHERS):
            self._disciplined(person, leads)
        elif chance > 0.9985 and person.status == "active":
            self._pending(person)
        if leads and person.status == "active":
            self._perhaps_decided(person)

    # -- measures -----------------------------------------------------------------
    def _disciplined(self, person: Person, leads: bool) -> None:
        career = [held for held in person.assignments if held.is_principal]
        held = career[int(self.rng.random() * len(career))]
        first = max(held.since, FIRST) + timedelta(days=20)
        last = min(held.until or TODAY, TODAY) - timedelta(days=20)
        if last <= first:
            return
        day = first + timedelta(days=int(self.rng.random() * (last - first).days))
        what_for = WHAT_FOR[int(self.rng.random() * len(WHAT_FOR))]
        party = leads or self.rng.random() < 0.5
        measure, form = "", ""
        if party:
            form = self._form("party", person, held, leads, day)
            measure = self._write(person, held, "party", form, leads, day, what_for)
        delay = 4 + int(self.rng.random() * 25)
        if self.rng.random() < 0.14:
            delay += 32
        after = day + timedelta(days=delay)
        if after < TODAY and (not party or self.rng.random() < 0.9):
            same = form if self.rng.random() < 0.85 else ""
            form = self._form("admin", person, held, leads, after, same)
            self._write(person, held, "admin", form, leads, after, what_for, follows=measure)

    @staticmethod
    def _category(person: Person, held: Held) -> str:
        if held.node.block == "service":
            return "vien_chuc"
        return "can_bo" if person.best <= 6 else "cong_chuc"

    def _facts(self, side, form, person, held, leads, day) -> discipline.MeasureFacts:
        category = self._category(person, held)
        return discipline.MeasureFacts(side, form, category, leads, day, day, day, TODAY)

    def _form(self, side, person, held, leads, day, same: str = "") -> str:
        """A form the law of the day knows, the same as the other side's where it can be."""
        facts = self._facts(side, same, person, held, leads, day)
        allowed = discipline.forms_allowed(facts, discipline.DisciplineLaw.on(day))
        if same in allowed:
            return same
        gone = person.status != "active" and (held.until or TODAY) - day < timedelta(days=200)
        while True:
            form = pick(self.rng, FORMS)
            if form == "forced_out" and not gone:
                continue
            if form in allowed and (leads or form != "dismissal"):
                return form

    def _write(self, person, held, side, form, leads, day, what_for, follows="") -> str:
        law = discipline.DisciplineLaw.on(day)
        facts = self._facts(side, form, person, held, leads, day)
        until = discipline.expires_on(facts, law)
        measure = self.new_id()
        ended = self._ended(held, day, until)
        self._measure(
            measure, person.id, side, form, facts.category, "t" if leads else "f", what_for,
            self._paper(held, day, "Thi hành kỷ luật cán bộ", side), str(day), str(day),
            until.isoformat() if until else NULL, follows or NULL, NULL, *ended,
            json.dumps(law.versions()),
        )  # fmt: skip
        self._bar(person, held, measure, side, form, day, until, ended[0])
        return measure

    def _ended(self, held: Held, day: date, until: date | None) -> tuple[str, str, str]:
        """A few measures are revoked after a complaint."""
        later = day + timedelta(days=60 + int(self.rng.random() * 120))
        if self.rng.random() > 0.025 or later >= TODAY or not until:
            return NULL, "", NULL
        return later.isoformat(), "revoked", self._paper(held, later, "Giải quyết khiếu nại")

    def _paper(self, held: Held, day: date, summary: str, side: str = "admin") -> str:
        """A decision signed on that very day; the Party side signs for itself."""
        title = "-SEC" if side == "party" else held.title
        issuer = self.records.issuer_of(held.node, title, day)
        return self.records.sign(issuer, max(day, issuer.since), "other", summary)

    # -- blocks -------------------------------------------------------------------
    def _bar(self, person, held, measure, side, form, day, until, ended: str) -> None:
        law = blocks.BlockLaw.on(day)
        found = blocks.blocks_following(
            side=side, form=form, effective_from=day, expires_on=until, law=law
        )
        for block in found:
            over = ended != NULL and block.lasts.isoformat() > ended
            self._block_row(
                person, block, law, measure, "", ended if over else NULL,
                "Quyết định kỷ luật đã được thu hồi" if over else "",
            )  # fmt: skip
        lasting = blocks.longest(found, "higher_post")
        lasts = lasting and lasting.lasts > TODAY and ended == NULL
        # both sides may bar somebody; one exception is enough
        if lasts and self.rng.random() < 0.06 and person.id not in self.excepted:
            self.excepted.add(person.id)
            first = max(day, TODAY - timedelta(days=60))
            self._exception(
                self.new_id(), person.id, "higher_post", span(first, add_months(first, 6)),
                EXCEPTION, self._paper(held, first, "Về công tác cán bộ"), "Ban Thường vụ",
            )  # fmt: skip

    def _block_row(self, person, block, law, measure, matter, lifted, why) -> None:
        version = {block.parameter: law.versions()[block.parameter]}
        self._block(
            self.new_id(), person.id, block.what.value, block.regime.value,
            span(block.since, block.until), measure or NULL, matter, law.cite(block.parameter),
            law.badge(block.parameter), json.dumps(version), lifted, why,
        )  # fmt: skip

    def _pending(self, person: Person) -> None:
        since = TODAY - timedelta(days=10 + int(self.rng.random() * 150))
        law = blocks.BlockLaw.on(since)
        matter = PENDING[int(self.rng.random() * len(PENDING))]
        for block in blocks.blocks_while_pending(since, law):
            self._block_row(person, block, law, "", matter, NULL, "")

    # -- retirement -----------------------------------------------------------------
    def _perhaps_decided(self, person: Person) -> None:
        """Some who are near the end of their service retire later, or earlier, than the table."""
        if person.age_on(TODAY) < (54.5 if person.sex == "female" else 59):
            return
        month = clocks.reached(person.born, person.sex, self.table).month
        if month <= TODAY or self.rng.random() > 0.12:
            return
        held = [held for held in person.assignments if held.is_principal][-1]
        senior = person.best <= 4
        moved = add_months(month, 6 + 6 * int(self.rng.random() * 4) if senior else -6)
        if moved <= TODAY:
            return
        woman = person.sex == "female"
        ground = ("senior_woman" if woman else "term") if senior else "streamlining"
        paper = self.records.paper(
            held.node, held.title, TODAY - timedelta(days=40), "retirement", "Nghỉ hưu"
        )
        self._override(
            self.new_id(), person.id, moved.isoformat(), ground,
            LONGER if senior else EARLIER, paper,
        )  # fmt: skip
