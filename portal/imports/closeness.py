"""How alike two texts are by their trigrams, as PostgreSQL's pg_trgm counts it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from portal.imports.values import fold

LEAST = 0.3


@lru_cache(maxsize=65_536)
def trigrams(text: str) -> frozenset[str]:
    found = set()
    for word in fold(text).split():
        padded = f"  {word} "
        found |= {padded[at : at + 3] for at in range(len(padded) - 2)}
    return frozenset(found)


def similarity(one: str, other: str) -> float:
    """1 for the same letters, 0 for none in common."""
    first, second = trigrams(one), trigrams(other)
    union = len(first | second)
    return len(first & second) / union if union else 0.0


class Catalogue:
    """Names to choose among; the closest ones are found without comparing with every one."""

    def __init__(self, names: Iterable[tuple[str, str]]):
        self.names = list(names)
        self.by_trigram: dict[str, list[int]] = defaultdict(list)
        for at, (_key, name) in enumerate(self.names):
            for each in trigrams(name):
                self.by_trigram[each].append(at)

    def closest(self, word: str, most: int = 5) -> list[tuple[str, str, float]]:
        """(key, name, similarity) of the names most like a word, best first."""
        wanted = trigrams(word)
        shared = Counter(at for each in wanted for at in self.by_trigram.get(each, ()))
        scored = []
        for at, common in shared.most_common(80):
            key, name = self.names[at]
            union = len(wanted) + len(trigrams(name)) - common
            scored.append((common / union, key, name))
        scored.sort(key=lambda each: (-each[0], each[2]))
        return [
            (key, name, round(score, 2)) for score, key, name in scored[:most] if score >= LEAST
        ]
