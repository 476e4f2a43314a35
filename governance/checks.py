"""System checks: what every model of the house must declare."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import models

from governance.classes import DataClass
from governance.records import EditableRecord, Record


def our_models() -> list[type[models.Model]]:
    """Models of the rooms of this house, not of installed packages."""
    return [
        model
        for config in apps.get_app_configs()
        if "site-packages" not in config.path
        for model in config.get_models()
    ]


@register(Tags.models)
def every_model_has_a_data_class(app_configs, **kwargs) -> list[Error]:
    errors = []
    for model in our_models():
        if not isinstance(getattr(model, "DATA_CLASS", None), DataClass):
            errors.append(
                Error(f"{model._meta.label} declares no DATA_CLASS", id="governance.E010")
            )
        declared = getattr(model, "FIELD_CLASS", {})
        names = {field.name for field in model._meta.get_fields()}
        if stray := sorted(set(declared) - names):
            errors.append(
                Error(
                    f"{model._meta.label}.FIELD_CLASS names no field: {stray}",
                    id="governance.E011",
                )
            )
    return errors


def watched_models() -> list[type[Record]]:
    """Records whose tables carry the audit triggers; `UNWATCHED` states why one does not."""
    return [m for m in our_models() if issubclass(m, Record) and not m.UNWATCHED]


def versioned_tables() -> set[str]:
    return {m._meta.db_table for m in our_models() if issubclass(m, EditableRecord)}
