"""Reorganisations of the demo, done by the wizard's own services, as two officers would.

The one of 1 July 2025 is prepared, approved by a second person and carried out; three more show
a plan in preparation, one that waits for its day, and one that was cancelled.
"""

from collections import defaultdict
from datetime import date

from cadres import access
from cadres.models import Assignment, DecisionKind, Hat, PlannedSeat, PlannedUnit, Title, Unit
from cadres.services import carrying_out, reorganisation
from cadres.services import reorganisation_steps as steps
from cadres.services.decisions import record_decision
from cadres.services.fates import work_out_fates
from cadres.services.founding import plan_seats, plan_units
from demo.localities import TWO_TIERS, successions
from demo.posts import Posts
from demo.records import VARIANTS
from demo.units import Forest, Node
from governance.actor import Actor, GrantFact, acting, system_actor

INSTRUMENT = "1679/NQ-UBTVQH15"
PREPARED, APPROVED = date(2025, 6, 17), date(2025, 6, 28)
DISTRICT_BODIES = {"YT": "TTYT", "PT": "THPT"}  # of a district → its heir at the province
DRAFTED, TODAY = date(2026, 10, 12), date(2026, 10, 26)
PLANS = {
    "scheduled": {
        "title": "Hợp nhất Bệnh viện Bãi Cháy và Bệnh viện Sản Nhi",
        "effective_on": date(2027, 1, 1),
        "instrument": "Đề án 12-ĐA/TU",
    },
    "draft": {
        "title": "Nhập xã Cái Chiên vào xã Đường Hoa",
        "effective_on": date(2027, 7, 1),
        "instrument": "Dự thảo tờ trình của Ban Tổ chức Tỉnh ủy",
    },
    "waiting": {
        "title": "Chuyển Trung tâm Phục vụ hành chính công về Văn phòng UBND tỉnh",
        "effective_on": date(2027, 1, 1),
        "instrument": "Đề án 12-ĐA/TU",
    },
    "cancelled": {
        "title": "Đổi tên phường Tuần Châu",
        "effective_on": date(2027, 1, 1),
        "instrument": "Dự thảo nghị quyết của HĐND tỉnh",
    },
}
TOUCHED = ("22.SYT", "22.BVBC", "22.BVSN", "22.HCC", "22.VPUB")
COMMUNES = ("06967", "06946", "06706")
NIGHT = system_actor("carry_out_reorganisations")


def board_member(title: str, hat: str, on: date) -> Actor:
    """Who held a post of the Organisation Board on a day, under a hat over the province."""
    held = (
        Assignment.objects.filter(
            seat__unit__code="22.BTC", seat__title__code=title, held__contains=on
        )
        .select_related("cadre")
        .order_by("seat__ordinal")[0]
    )
    grants = tuple(
        GrantFact(hat=hat, path="/22/", classes=classes, verbs=verbs)
        for classes, verbs in access.MATRIX[hat]
    )
    return Actor(
        account_id=None, name=held.cadre.full_name, hat=hat, grants=grants,
        cadre_id=held.cadre_id, on=on,
    )  # fmt: skip


def officer(on: date) -> Actor:
    return board_member("P-BDEP", Hat.ORG_OFFICER, on)


def head(on: date) -> Actor:
    return board_member("P-BHEAD", Hat.ORG_HEAD, on)


def carry_out_reform(forest: Forest, posts: Posts, identifier: str) -> None:
    """13 districts and 171 communes become 54 communes: drafted, approved, carried out."""
    province = Unit.objects.get(code="22")
    with acting(officer(PREPARED)) as by:
        plan = reorganisation.draft_reorganisation(
            title="Sắp xếp đơn vị hành chính cấp xã, kết thúc hoạt động cấp huyện",
            unit=province,
            effective_on=TWO_TIERS,
            instrument=INSTRUMENT,
            identifier=identifier,
            by=by,
            on=PREPARED,
        )
        Steps(forest, posts, plan, by).add()
        plan = reorganisation.submit_reorganisation(
            plan=plan, version=plan.version, by=by, on=PREPARED
        )
    with acting(head(APPROVED)) as by:
        decision = record_decision(
            number="1250-QĐ/BTCTU",
            issued_on=APPROVED,
            issuer=Unit.objects.get(code="22.BTC"),
            kind=DecisionKind.REORGANISATION,
            summary="Bố trí cán bộ khi sắp xếp tổ chức bộ máy chính quyền địa phương 2 cấp",
            by=by,
            on=APPROVED,
        )
        plan = reorganisation.approve_reorganisation(
            plan=plan, version=plan.version, decision=decision, by=by, on=APPROVED
        )
    with acting(NIGHT) as by:
        carrying_out.carry_out_reorganisation(plan=plan, by=by, on=TWO_TIERS)


class Steps:
    """The steps of the reform, from the register of who succeeded whom."""

    def __init__(self, forest: Forest, posts: Posts, plan, by: Actor):
        self.forest, self.posts, self.plan = forest, posts, plan
        self.today = {"by": by, "on": PREPARED}
        nodes = [n for n in forest.nodes if n.closed_by_reform]
        codes = [n.code for n in nodes] + ["22", "22.SYT", "22.SGDDT"]
        self.units = {u.code: u for u in Unit.objects.filter(code__in=codes)}
        self.founded: dict[str, PlannedUnit] = {}
        self.heirs: dict[str, list[tuple[Node, str]]] = defaultdict(list)
        self.olds: dict[str, list[tuple[Node, str]]] = defaultdict(list)
        for step in successions():
            if step.on == TWO_TIERS:
                old, new = forest.at[step.old], forest.at[step.new]
                self.heirs[old.id].append((new, step.kind.lower()))
                self.olds[new.id].append((old, step.kind.lower()))

    def add(self) -> None:
        new = [n for n in self.forest.nodes if n.founded_by_reform]
        for node in new:
            if node.locality is node:
                self._merge(node)
        self._found_bodies([n for n in new if n.locality.founded_by_reform and n.body])
        for node in new:
            if node.body and not node.locality.founded_by_reform:
                self._hand_up(node)
        for node in self.forest.nodes:
            if node.closed_by_reform and node.locality is node and node.level == "district":
                self._abolish(node)
        self._seats()

    def _merge(self, node: Node) -> None:
        olds = [(n, kind) for n, kind in self.olds[node.id] if n.level == "commune"]
        whole = [kind for _n, kind in olds if kind != "part"]
        step = steps.merge(
            plan=self.plan,
            whole=[self.units[n.code] for n, kind in olds if kind != "part"],
            partly=[self.units[n.code] for n, kind in olds if kind == "part"],
            found=self._founding(node, self.units["22"]),
            kind=whole[0] if whole else "whole",
            **self.today,
        )
        self.founded[node.id] = step.planned_units.get()

    def _hand_up(self, node: Node) -> None:
        """A health centre or upper school of a district becomes one of the province."""
        suffix = node.body.suffix
        district = next(
            n for n in self.forest.nodes
            if n.closed_by_reform and n.level == "district" and n.official_code == suffix[2:]
        )  # fmt: skip
        step = steps.merge(
            plan=self.plan,
            whole=[self.units[district.bodies[DISTRICT_BODIES[suffix[:2]]].code]],
            found=self._founding(node, self.units[node.now.above.code]),
            kind="whole",
            **self.today,
        )
        self.founded[node.id] = step.planned_units.get()

    def _founding(self, node: Node, parent: Unit) -> steps.Founding:
        vi, en, ar = node.now.names
        return steps.Founding(
            identifier=node.id,
            code=node.code,
            official_code=node.official_code,
            names={"name_vi": vi, "name_en": en, "name_ar": ar},
            kind=node.kind,
            level=node.level,
            block=node.block,
            parent=parent,
        )

    def _found_bodies(self, nodes: list[Node]) -> None:
        for node in nodes:
            vi, en, ar = node.now.names
            self.founded[node.id] = PlannedUnit(
                id=node.id,
                step=self.founded[node.locality.id].step,
                planned_parent_id=node.now.above.id,
                code=node.code,
                kind=node.kind,
                level=node.level,
                block=node.block,
                name_vi=vi,
                name_en=en,
                name_ar=ar,
            )
        plan_units(self.founded[node.id] for node in nodes)

    def _abolish(self, node: Node) -> None:
        heirs = self.heirs[node.id]
        steps.abolish(
            plan=self.plan,
            units=[self.units[node.code]],
            successors=[self.founded[heir.id] for heir, _kind in heirs],
            reason="Kết thúc hoạt động của đơn vị hành chính cấp huyện",
            kind=heirs[0][1],
            **self.today,
        )

    def _seats(self) -> None:
        titles = dict(Title.objects.values_list("code", "pk"))
        plan_seats(
            PlannedSeat(
                id=post.id,
                unit=self.founded[post.node.id],
                title_id=titles[proper_title(post.title, post.node, titles)],
                ordinal=post.ordinal,
            )
            for post in self.posts.all
            if post.node.founded_by_reform
        )


def proper_title(title: str, node: Node, known) -> str:
    """The title as the body calls it, as `Records.proper_title` writes it."""
    for variant in VARIANTS.get(node.body.suffix.rstrip("0123456789"), ()):
        if f"{title}.{variant}" in known:
            return f"{title}.{variant}"
    return title


def examples() -> None:
    """Plans of today in the other states, so that every page has something to show."""
    with acting(officer(TODAY)) as by:
        plans = {name: _draft(by, **plan) for name, plan in PLANS.items()}
        _add_steps(plans, {"by": by, "on": DRAFTED})
        work_out_fates(plan=plans["draft"], by=by, on=DRAFTED)
        for name in ("scheduled", "waiting", "cancelled"):
            plan = plans[name]
            plans[name] = reorganisation.submit_reorganisation(
                plan=plan, version=plan.version, by=by, on=DRAFTED
            )
    with acting(head(TODAY)) as by:
        today = {"by": by, "on": TODAY}
        plan = plans["scheduled"]
        reorganisation.approve_reorganisation(plan=plan, version=plan.version, **today)
        plan = plans["cancelled"]
        reason = "Chờ ý kiến của Nhân dân theo kết luận của Ban Thường vụ Tỉnh ủy"
        reorganisation.cancel_reorganisation(
            plan=plan, version=plan.version, reason=reason, **today
        )


def _draft(by: Actor, **plan):
    return reorganisation.draft_reorganisation(
        unit=Unit.objects.get(code="22"), by=by, on=DRAFTED, **plan
    )


def _add_steps(plans: dict, today: dict) -> None:
    units = {u.code: u for u in Unit.objects.filter(code__in=TOUCHED, valid__contains=DRAFTED)}
    new = {
        u.official_code: u
        for u in Unit.objects.filter(official_code__in=COMMUNES, valid__contains=DRAFTED)
    }
    hospital = steps.Founding(
        code="22.BVHL",
        names={
            "name_vi": "Bệnh viện Đa khoa khu vực Hạ Long",
            "name_en": "Hạ Long Regional General Hospital",
            "name_ar": "مستشفى Hạ Long الإقليمي العام",
        },
        kind="dvsn",
        level="province",
        block="service",
        parent=units["22.SYT"],
        like=units["22.BVBC"],
    )
    both = [units["22.BVBC"], units["22.BVSN"]]
    steps.merge(plan=plans["scheduled"], whole=both, found=hospital, **today)
    steps.merge(plan=plans["draft"], whole=[new["06967"]], into=new["06946"], **today)
    steps.change_superior(
        plan=plans["waiting"], unit=units["22.HCC"], superior=units["22.VPUB"], **today
    )
    names = {
        "name_vi": "Phường Đảo Tuần Châu",
        "name_en": "Đảo Tuần Châu Ward",
        "name_ar": "حي Đảo Tuần Châu",
    }
    steps.rename(plan=plans["cancelled"], unit=new["06706"], names=names, **today)
