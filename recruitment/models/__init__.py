from recruitment.models.candidate import Candidate, CandidateState, Outcome, Result
from recruitment.models.exam import Exam, ExamKind, ExamPost, ExamState

__all__ = [
    "Candidate",
    "CandidateState",
    "Exam",
    "ExamKind",
    "ExamPost",
    "ExamState",
    "Outcome",
    "Result",
]
