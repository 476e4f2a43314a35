"""Leading seats that stand empty in the summer of 2026, and deputies who act in some of them."""

from datetime import date
from random import Random

from demo.desks import Held
from demo.posts import LAST_CHANGE, Post, Posts

SHARE = 0.03
SETTLED = date(2025, 12, 1)
NEVER = ("SEC", "PCHAIR", "CCHAIR")
ACTS_FOR = {
    "SHEAD": "SDEP", "BHEAD": "BDEP", "DIV": "DIVDEP", "UHEAD": "UDEP", "FCHAIR": "FVICE",
}  # fmt: skip


class Vacancies:
    """Ends a few stretches without a successor; later lets deputies stand in."""

    def __init__(self, rng: Random, posts: Posts):
        self.vacant: list[Post] = []
        for stretch in posts.stretches:
            post = stretch.post
            settled = stretch.until is None and post.until is None and stretch.since < SETTLED
            if settled and post.title[2:] not in NEVER and rng.random() < SHARE:
                stretch.until = LAST_CHANGE
                self.vacant.append(post)
        self.deputies = {
            (post.node.id, post.title[2:]): post for post in posts.all if post.ordinal == 1
        }

    def stand_in(self, by_post: dict[str, list]) -> None:
        """The first deputy acts for a missing head."""
        for post in self.vacant:
            deputy = self.deputies.get((post.node.id, ACTS_FOR.get(post.title[2:], "")))
            stretches = by_post.get(deputy.id) if deputy else None
            if not stretches or stretches[-1].until:
                continue
            since = max(stretches[-1].since, LAST_CHANGE)
            stretches[-1].holder.assignments.append(
                Held(
                    post.node, post.title, post.id, since, None, "designated", "", "acting", False
                )
            )
