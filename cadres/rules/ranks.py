"""How high a title stands, to tell a higher post from an equal or a lower one."""

from dataclasses import dataclass
from pathlib import Path

from governance.regulation import Law


@dataclass(frozen=True)
class RankLaw(Law):
    """The points of groups and levels in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    rank_of_group: dict
    rank_of_level: dict


def rank_of(group: str, level: str, law: RankLaw) -> int:
    """The points of a title: those of its group and of its level together."""
    return law.rank_of_group[group] + law.rank_of_level[level]
