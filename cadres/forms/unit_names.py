"""Units named in a form: by code, by official code, or by their full name; one or several."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cadres.models import PlannedUnit, Reorganisation
from cadres.selectors.units import units_for

MOST_UNITS = 300


def named_units(units, text: str):
    """The units meant by a code or a full name; else those whose name contains it."""
    text = " ".join(text.split())
    exact = units.filter(code__iexact=text) | units.filter(official_code=text)
    exact = exact | units.filter(name_vi__iexact=text)
    found = exact if exact.exists() else units.filter(name_vi__icontains=text)
    return found.order_by("path")


class UnitsField(forms.CharField):
    """Several units, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})
    too_many = ngettext_lazy(
        "Name at most %(n)d unit in one step.", "Name at most %(n)d units in one step."
    )

    def __init__(self, **extra):
        extra.setdefault("help_text", _("One on each line: code, official code or full name."))
        super().__init__(**extra)
        self.actor = None
        self.plan: Reorganisation | None = None
        self.with_planned = False

    def clean(self, value):
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_UNITS:
            raise ValidationError(self.too_many % {"n": MOST_UNITS})
        found, wrong = [], []
        for line in lines:
            try:
                found.append(self.one(line))
            except ValidationError as error:
                wrong.append(f"{line}: {' '.join(error.messages)}")
        if wrong:
            raise ValidationError(wrong)
        return found

    def one(self, text: str):
        """The one unit a line means: one that exists on the day, or one the plan founds."""
        units = units_for(self.actor).filter(valid__contains=self.plan.effective_on)
        rows = list(named_units(units, text)[:6])
        if self.with_planned:
            planned = PlannedUnit.objects.filter(
                step__reorganisation=self.plan, step__dropped=False, unit=None, code__iexact=text
            )
            rows = list(planned[:1]) or rows
        if not rows:
            raise ValidationError(_("No unit of that name exists on the day."))
        if len(rows) > 1:
            names = "; ".join(f"{row.code} {row.name_vi}" for row in rows[:5])
            raise ValidationError(
                _("Several match. Write the code: %(names)s."), params={"names": names}
            )
        return rows[0]


class UnitField(UnitsField):
    """Exactly one unit, or none where it is optional."""

    widget = forms.TextInput

    def __init__(self, **extra):
        extra.setdefault("help_text", _("Code, official code or full name."))
        super().__init__(**extra)

    def clean(self, value):
        found = super().clean(value)
        return found[0] if found else None
