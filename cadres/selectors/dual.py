"""Questions about one person in two posts, for the page: who, where, how many of how many."""

from collections import defaultdict
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q

from cadres.figures.dual import BY_CODE, MODELS, code_of, counted, second_posts
from cadres.models import STANDING_IN, Assignment, Level
from cadres.selectors.units import units_for
from governance.actor import Actor
from governance.figure import FigureValue

MODEL_CHOICES = [(model.code, model.label) for model in MODELS]


def held_on(on: date):
    return Assignment.objects.filter(held__contains=on).exclude(kind__in=STANDING_IN)


def with_second(model, on: date) -> Q:
    return model.first & Q(Exists(second_posts(model, held_on(on))))


def dual_for(actor: Actor, on: date):
    """First posts whose holder also has the second of a model, inside the actor's scope."""
    any_model = reduce(or_, (with_second(model, on) for model in MODELS))
    return (
        held_on(on)
        .filter(any_model, seat__unit__in=units_for(actor).values("pk"))
        .select_related("cadre", "seat__title", "seat__unit__parent")
    )


def of_model(rows, code: str, on: date):
    """The rows of one model."""
    return rows.filter(with_second(BY_CODE[code], on))


def with_others(rows: list[Assignment], on: date, wanted: str = "") -> list[Assignment]:
    """Give each row `model_name` and `other`, the second post; one question for all of them."""
    models = [BY_CODE[wanted]] if wanted in BY_CODE else MODELS
    marks = {}
    for model in MODELS:
        marks[f"first_{model.code}"] = ExpressionWrapper(model.first, BooleanField())
        marks[f"second_{model.code}"] = ExpressionWrapper(model.second, BooleanField())
    held = defaultdict(list)
    posts = held_on(on).filter(cadre__in={row.cadre_id for row in rows}).annotate(**marks)
    for post in posts.select_related("seat__title", "seat__unit"):
        held[post.cadre_id].append(post)
    for row in rows:
        row.other, row.model_name = pair(row, held[row.cadre_id], models)
    return rows


def pair(row: Assignment, posts: list[Assignment], models) -> tuple[Assignment, object]:
    """The second post of a row, by the first model that fits both."""
    own = next(post for post in posts if post.pk == row.pk)
    return next(
        (post, model.label)
        for model in models
        for post in posts
        if getattr(own, f"first_{model.code}")
        and getattr(post, f"second_{model.code}")
        and post.seat.unit.level == own.seat.unit.level
    )


def summary_for(actor: Actor, on: date) -> list[dict]:
    """Model and level with the filled first posts and those held together, in the scope."""
    held = Assignment.objects.filter(
        held__contains=on, seat__unit__in=units_for(actor).values("pk")
    )
    found = counted(held)
    return [
        {
            "model": model,
            "level": Level(level).label,
            "figure": FigureValue(code_of(model, level), *found[model.code][level], on),
            "seats": 2 * found[model.code][level][0],
        }
        for model in MODELS
        for level in Level.values
        if found[model.code].get(level, (0, 0))[1]
    ]
