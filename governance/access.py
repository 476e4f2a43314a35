"""Who may change the law of the portal and read its trail: a hat over a whole tree of units."""

from django.core.exceptions import PermissionDenied

from governance.actor import Actor


def over_a_tree(actor: Actor, verb: str) -> bool:
    """The acting hat holds this verb over the root of a tree, not over one unit within it."""
    return any(
        grant.hat == actor.hat and verb in grant.verbs and grant.path.count("/") <= 2
        for grant in actor.grants
    )


def may_propose_law(actor: Actor) -> bool:
    return over_a_tree(actor, "propose")


def may_confirm_law(actor: Actor) -> bool:
    return over_a_tree(actor, "approve")


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
