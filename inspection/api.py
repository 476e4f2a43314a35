"""The API of inspections and recommendations: the same rows and steps as the pages."""

from django.utils import timezone
from rest_framework import mixins, serializers, viewsets

from cadres.selectors.units import units_for
from inspection import selectors, services
from inspection.models import Inspection, Recommendation, Topic


class InspectionSerializer(serializers.ModelSerializer):
    topics = serializers.ListField(
        child=serializers.ChoiceField(choices=Topic.choices), min_length=1, max_length=len(Topic)
    )

    class Meta:
        model = Inspection
        fields = [
            "id",
            "code",
            "kind",
            "topics",
            "led_by",
            "unit",
            "programme",
            "starts_on",
            "ends_on",
            "concluded_on",
            "conclusion",
            "state",
            "version",
        ]
        read_only_fields = fields[9:]
        validators: list = []  # the use case answers, with the rule and its source

    def get_fields(self):
        fields = super().get_fields()
        actor = self.context["request"].actor
        fields["led_by"].queryset = selectors.units_over(actor)
        fields["unit"].queryset = units_for(actor)
        fields["programme"].queryset = selectors.programmes_for(actor)
        return fields

    def create(self, validated_data):
        by = self.context["request"].actor
        return services.plan_inspection(**validated_data, by=by, on=timezone.localdate())


class InspectionViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    serializer_class = InspectionSerializer
    ordering = ("-starts_on", "id")
    queryset = Inspection.objects.none()

    def get_queryset(self):
        return selectors.inspections_for(self.request.actor)


class RecommendationSerializer(serializers.ModelSerializer):
    inspection = serializers.UUIDField(source="finding.inspection_id", read_only=True)

    class Meta:
        model = Recommendation
        fields = [
            "id",
            "inspection",
            "finding",
            "owner",
            "text",
            "due_on",
            "state",
            "report",
            "reported_on",
            "settled_on",
            "remark",
            "version",
        ]
        read_only_fields = fields


class RecommendationViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = RecommendationSerializer
    ordering = ("due_on", "id")
    queryset = Recommendation.objects.none()

    def get_queryset(self):
        return selectors.recommendations_for(self.request.actor)
