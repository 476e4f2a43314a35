"""The rows of discipline in a world of the tests, and words of addresses about careers."""

from functools import cached_property

from tests.factories import careers


class Careers:
    """What a world has of measures and the blocks that follow."""

    @cached_property
    def measure(self):
        """A Party measure with its block, which tells what for."""
        measure = careers.DisciplineMeasureFactory(
            cadre=self.cadre, violation=self.marked("Thiếu trách nhiệm")
        )
        careers.CareerBlockFactory(cadre=self.cadre, measure=measure)
        return measure

    def known_of_careers(self) -> dict:
        """Words of addresses about measures and title standards."""
        return {
            "measure_id": lambda: self.measure.pk,
            "standard_id": lambda: self.standard.pk,
            "criterion_id": lambda: self.criterion.pk,
            "kind": lambda: "min_degree",
            "check_id": lambda: self.standard_check.pk,
            "result_id": lambda: self.standard_result.pk,
        }
