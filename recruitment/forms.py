"""What exam councils and those who publish results type."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Decision, Education, Title
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from portal.formats import number_text
from portal.lists import ScopedIdField
from portal.web import UseCaseForm
from recruitment.models import Candidate, Exam, ExamKind, ExamPost, Result
from recruitment.selectors import equals_of, law_of

MARKS = ("round_one", "round_two", "written")
GROUNDS = {
    Decimal("7.5"): _("heroes, war invalids and those treated like them"),
    Decimal(5): _("ethnic minorities, former officers and others named by the decree"),
    Decimal("2.5"): _("completed military service, youth volunteers"),
    Decimal("1.5"): _("union officers from the grass roots"),
}


class AnnounceForm(UseCaseForm):
    """An exam as it is announced; its posts are a form set beside it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ExamKind.choices)
    code = forms.CharField(label=_("Code"), max_length=24)
    name = forms.CharField(label=_("Name"), max_length=200)
    organising_unit = ScopedIdField(label=_("Organising unit"), rows=units_for, find=find_units)
    announced_on = forms.DateField(label=_("Announced on"))
    held_on = forms.DateField(label=_("Held on"))

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organising_unit"].actor = actor


class PostForm(UseCaseForm):
    """One post of an exam."""

    unit = ScopedIdField(label=_("Unit"), rows=units_for, find=find_units)
    title = forms.ModelChoiceField(None, label=_("Title"), required=False)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    quota = forms.IntegerField(
        label=_("Number to select"), min_value=1, max_value=30_000, initial=1
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].actor = actor
        self.fields["title"].queryset = Title.objects.all()


PostFormSet = forms.formset_factory(
    PostForm, extra=2, min_num=1, validate_min=True, max_num=200, absolute_max=200
)


class RegisterForm(UseCaseForm):
    """Somebody who stands for a post: an own cadre, or a name."""

    number = forms.CharField(label=_("Candidate number"), max_length=12)
    cadre = ScopedIdField(
        label=_("Own cadre"),
        required=False,
        rows=lambda actor: Cadre.objects.visible_to(actor),
        find=lambda cadres, text: search_cadres(cadres, text).order_by("sort_key"),
        help_text=_("For somebody from outside, leave this empty and write the name."),
    )
    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    residence = forms.CharField(label=_("Residence"), max_length=200)
    education = forms.ChoiceField(label=_("Professional level"), choices=Education.choices)
    priority_claims = forms.TypedMultipleChoiceField(
        label=_("Priority"),
        required=False,
        coerce=Decimal,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of several, the highest counts."),
    )

    def __init__(self, *args, actor, post: ExamPost, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cadre"].actor = actor
        known = [Decimal(points) for points in law_of(post.exam).priority_points]
        self.fields["priority_claims"].choices = [
            (str(points), f"{number_text(points)} – {GROUNDS.get(points, '')}") for points in known
        ]
        if not known:
            del self.fields["priority_claims"]


def mark_field(label) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class MarksForm(UseCaseForm):
    """The marks of one candidate, of the version their editor saw."""

    round_one = mark_field(_("Round one, percent"))
    round_two = mark_field(_("Round two, points"))
    written = mark_field(_("Written part of round two"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, result: Result | None, **kwargs):
        shown = {name: getattr(result, name, None) for name in MARKS}
        shown["version"] = result.version if result else 0
        super().__init__(*args, initial=shown, **kwargs)


class PublishForm(UseCaseForm):
    """Publication, with the choice between equals where there are some."""

    preferred = forms.ModelMultipleChoiceField(
        None,
        label=_("Chosen between equals"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whom the head of the recruiting authority chose."),
    )
    tie_decision = ScopedIdField(
        label=_("Decision between equals"),
        required=False,
        rows=lambda actor: Decision.objects.visible_to(actor),
        find=lambda rows, text: rows.filter(number__iexact=text).order_by("-issued_on"),
        help_text=_("Its number, as it is recorded."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, exam: Exam, actor, **kwargs):
        super().__init__(*args, initial={"version": exam.version}, **kwargs)
        equals = Candidate.objects.visible_to(actor).filter(pk__in=equals_of(exam))
        self.fields["preferred"].queryset = equals.order_by("post", "sort_key")
        self.fields["tie_decision"].actor = actor
        self.has_equals = equals.exists()
        if not self.has_equals:
            del self.fields["preferred"], self.fields["tie_decision"]
