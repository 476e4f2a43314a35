"""The rules of this room, by noun; `RULES` and `CHARTS` are what the rule book prints."""

from cadres.rules import authority, goals, imports, positions, posts, reorganisation
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
    *posts.RULES,
    *imports.RULES,
    *positions.RULES,
    *authority.RULES,
    *goals.RULES,
    *reorganisation.RULES,
)
CHARTS = (
    *positions.CHARTS,
    *authority.CHARTS,
    *reorganisation.CHARTS,
)
