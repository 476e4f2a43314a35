"""The API of planning: what the pages show and do, for the same actor, in the same scope."""

from django.utils import timezone
from rest_framework import mixins, serializers, viewsets

from cadres.models import Title
from cadres.selectors.units import units_for
from planning import selectors, services
from planning.models import PlanEntry, Term


class TermSerializer(serializers.ModelSerializer):
    class Meta:
        model = Term
        fields = ["id", "code", "name_vi", "name_en", "track", "level", "opens_on", "closes_on"]


class TermViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = TermSerializer
    ordering = ("opens_on", "id")
    queryset = Term.objects.none()

    def get_queryset(self):
        return Term.objects.visible_to(self.request.actor)


class PlanEntrySerializer(serializers.ModelSerializer):
    class Meta:
        model = PlanEntry
        fields = [
            "id",
            "term",
            "cadre",
            "title",
            "unit",
            "state",
            "months_left",
            "proposed_on",
            "in_force_from",
            "out_on",
            "out_reason",
            "version",
        ]
        read_only_fields = fields[5:]
        validators: list = []  # the use case answers, with the rule and its source

    def get_fields(self):
        fields = super().get_fields()
        actor = self.context["request"].actor
        fields["cadre"].queryset = selectors.cadres_to_plan(actor)
        fields["title"].queryset = Title.objects.visible_to(actor)
        fields["unit"].queryset = units_for(actor)
        fields["term"].queryset = selectors.terms_open(timezone.localdate())
        return fields

    def create(self, validated_data):
        by = self.context["request"].actor
        return services.nominate(**validated_data, by=by, on=timezone.localdate())


class PlanEntryViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    serializer_class = PlanEntrySerializer
    ordering = ("-proposed_on", "id")
    queryset = PlanEntry.objects.none()

    def get_queryset(self):
        return selectors.entries_for(self.request.actor)
