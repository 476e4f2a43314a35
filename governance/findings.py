"""The vocabulary of rules: a rule looks at facts and answers with a finding.

Nothing here knows Django; every ``rules.py`` builds on this module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from governance.regulation import Law
from governance.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement that the facts at hand do not meet."""

    code: str
    message: Text | str
    source: str = ""


class Refused(Exception):
    """A use case stopped because of the findings it carries."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = tuple(findings)
        super().__init__("; ".join(str(f.message) for f in self.findings))


@dataclass(frozen=True, slots=True)
class Rule:
    """A requirement: its code, the regulation entry it enforces, and its test.

    The test returns the reason the facts fail, or ``None`` when they pass.
    """

    code: str
    enforces: str
    test: Callable[[Any, Any], Text | str | None]

    @property
    def statement(self) -> str:
        return (self.test.__doc__ or "").strip().partition("\n")[0]

    def __call__(self, facts: Any, law: Law | None = None) -> Finding | None:
        reason = self.test(facts, law)
        if not reason:
            return None
        source = law.cite(self.enforces) if law is not None and self.enforces else ""
        return Finding(self.code, reason, source)


def rule(code: str, *, enforces: str = "") -> Callable[[Callable], Rule]:
    """Turn a test function into a `Rule` that cites its legal source.

    A rule of plain logic (an end after its start) enforces no regulation entry.
    """
    return lambda test: Rule(code, enforces, test)


def check(rules: Iterable[Rule], facts: Any, law: Law | None = None) -> list[Finding]:
    """Ask every rule, so that the user sees all reasons at once."""
    return [finding for rule in rules if (finding := rule(facts, law))]


def enforce(rules: Iterable[Rule], facts: Any, law: Law | None = None) -> None:
    if findings := check(rules, facts, law):
        raise Refused(findings)


def refuse(code: str, message: Text | str, source: str = "") -> None:
    """Stop a use case for one reason that no rule function states."""
    raise Refused([Finding(code, message, source)])
