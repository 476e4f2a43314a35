"""State charts: which state may follow which, as data that code obeys and documents print."""

from dataclasses import dataclass
from itertools import chain

from governance.findings import Finding, Refused
from governance.text import say


@dataclass(frozen=True)
class StateChart:
    """The states of one kind of record and the moves between them."""

    name: str
    moves: dict[str, tuple[str, ...]]
    initial: str
    final: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.moves)
        if stray := ({self.initial, *self.final, *chain(*self.moves.values())} - known):
            raise ValueError(f"{self.name}: states without an entry of their own: {sorted(stray)}")
        if leaving := [state for state in self.final if self.moves[state]]:
            raise ValueError(f"{self.name}: final states have moves: {leaving}")

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.moves)

    def may(self, old: str, new: str) -> bool:
        return str(new) in map(str, self.moves.get(old, ()))

    def require(self, old: str, new: str) -> None:
        if not self.may(old, new):
            message = say(
                "{name}: from “{old}” one cannot go to “{new}”",
                name=self.name,
                old=str(old),
                new=str(new),
            )
            raise Refused([Finding("STATE", message)])

    def drawn(self) -> str:
        """The chart as a Mermaid diagram."""
        lines = [f"    [*] --> {self.initial}"]
        lines += [f"    {old} --> {new}" for old, news in self.moves.items() for new in news]
        lines += [f"    {state} --> [*]" for state in self.final]
        return "\n".join(["stateDiagram-v2", *lines])
