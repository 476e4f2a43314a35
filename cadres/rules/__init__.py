"""The rules of this room, by noun; `RULES` and `CHARTS` are what the rule book prints."""

from cadres.rules import (
    authority,
    blocks,
    clocks,
    discipline,
    goals,
    imports,
    norms,
    papers,
    pay,
    positions,
    posts,
    quota,
    records,
    reorganisation,
    standards,
)
from cadres.rules.posts import (
    ASSIGNMENT,
    CLOSING,
    OVERRIDE,
    AssignmentFacts,
    CadresLaw,
    ClosingFacts,
    OverrideFacts,
    PlaceFacts,
    is_local,
)

__all__ = [
    "ASSIGNMENT",
    "CHARTS",
    "CLOSING",
    "OVERRIDE",
    "RULES",
    "AssignmentFacts",
    "CadresLaw",
    "ClosingFacts",
    "OverrideFacts",
    "PlaceFacts",
    "is_local",
]
RULES = (
    *authority.RULES,
    *blocks.RULES,
    *clocks.RULES,
    *discipline.RULES,
    *goals.RULES,
    *imports.RULES,
    *norms.RULES,
    *papers.RULES,
    *pay.RULES,
    *positions.RULES,
    *posts.RULES,
    *quota.RULES,
    *records.RULES,
    *reorganisation.RULES,
    *standards.RULES,
)
CHARTS = (
    *authority.CHARTS,
    *positions.CHARTS,
    *reorganisation.CHARTS,
    *standards.CHARTS,
)
