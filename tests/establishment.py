"""The rows of a world about payroll, deputies, one person in two posts, and self-service."""

from functools import cached_property

from tests.factories import cadres as make
from tests.factories import governance
from tests.factories.kin import ConflictFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.record import AwardFactory


class Establishment:
    """Part of a world: made when asked for, beneath its commune."""

    @cached_property
    def overstaffed(self):
        """A body with a deputy chair too many, and a secretary who chairs it too."""
        body = self._unit("Ủy ban Mẫu", parent=self.commune, kind="ubnd", block="government")
        for group in ["deputy_chair"] * 3 + ["peoples_chair"]:
            seat = make.SeatFactory(unit=body, title=make.TitleFactory(group=group))
            make.AssignmentFactory(cadre=make.CadreFactory(unit=body), seat=seat)
        both = make.AssignmentFactory(cadre=make.CadreFactory(unit=self.commune))
        chair = make.SeatFactory(unit=self.commune, title=make.TitleFactory(group="peoples_chair"))
        make.AssignmentFactory(cadre=both.cadre, seat=chair, is_principal=False, kind="cum")
        return body

    @cached_property
    def quota(self):
        decision = make.DecisionFactory(issuer=self.commune, number=self.marked("9/QĐ"))
        return make.QuotaEntryFactory(unit=self.commune, decision=decision)

    @cached_property
    def decision(self):
        return make.DecisionFactory(issuer=self.commune, summary=self.marked("Về cán bộ"))

    @cached_property
    def conflict(self):
        """Two relatives of the commune, head and deputy of one body."""
        return ConflictFactory(unit=self.commune, mark=self.mark)

    @cached_property
    def proposal(self):
        return ProposalFactory(cadre=self.cadre)

    @cached_property
    def award(self):
        return AwardFactory(cadre=self.cadre, title=self.marked("Bằng khen"))

    def known_of_kin(self) -> dict:
        return {"conflict_id": lambda: self.conflict.pk}

    @cached_property
    def amendment(self):
        """The law is one for the whole portal: it bears no mark."""
        return governance.AmendmentFactory()
