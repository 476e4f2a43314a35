"""Figures of organisation and cadres: one definition each, for pages, exports and reports.

The caller has checked the right to see a unit's figures.
"""

from cadres.figures.annex import tables
from cadres.figures.counts import figures
from cadres.figures.definitions import DEFINITIONS as COUNTS
from cadres.figures.dual import DEFINITIONS as DUAL
from cadres.figures.population import LEADERS, holders, holding, units_at, year_end
from cadres.figures.secretaries import local_secretaries, nonlocal_secretaries, secretaries

__all__ = [
    "DEFINITIONS",
    "LEADERS",
    "figures",
    "holders",
    "holding",
    "local_secretaries",
    "nonlocal_secretaries",
    "secretaries",
    "tables",
    "units_at",
    "year_end",
]

DEFINITIONS = (*COUNTS, *DUAL)
