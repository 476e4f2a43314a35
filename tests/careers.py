"""The rows of discipline in a world of the tests."""

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
