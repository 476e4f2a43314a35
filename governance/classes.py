"""The classes of data: who may see a field depends on its class, whatever table it lies in."""

from enum import StrEnum


class DataClass(StrEnum):
    """Lớp dữ liệu: C1 to C8 of the confidentiality matrix."""

    BASIC = "basic"  # C1: name, post, unit
    PERSONAL = "personal"  # C2: the person's record
    EVALUATION = "evaluation"  # C3
    PLANNING = "planning"  # C4: succession lists, rotation plans, appointment options
    DISCIPLINE = "discipline"  # C5: inspection, discipline, denunciation
    EXAM = "exam"  # C6
    BALLOT = "ballot"  # C7: totals only; no ballot is ever stored
    ADMIN = "admin"  # C8: audit trail, accounts, jobs


ALL_CLASSES = frozenset(str(member) for member in DataClass)
