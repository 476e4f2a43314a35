"""What makes two jobs the same job, as one hash."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder


def canonical(value) -> str:
    """One spelling for equal values."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        cls=DjangoJSONEncoder,
    )


def fingerprint(actor) -> str:
    """What the acting hat may see, as a hash: two people share a result only when it is equal."""
    if actor.is_system:
        return _hash("system")
    grants = sorted(
        [grant.hat, grant.path, sorted(map(str, grant.classes)), sorted(grant.verbs)]
        for grant in actor.grants
        if grant.hat == actor.hat
    )
    return _hash(canonical([actor.hat, grants]))


def job_key(*, kind: str, params: dict, scope: str, parts=()) -> str:
    """sha256 of kind, parameters, scope, and parts such as data and template version."""
    return _hash(canonical([kind, params, scope, list(parts)]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
