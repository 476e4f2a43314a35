"""The API of evaluation: what the pages show and do, for the same actor, in the same scope."""

from django.utils import timezone
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from cadres.models import Cadre
from evaluation import services
from evaluation.models import UnitClass, YearlyClass
from evaluation.selectors import classes_for, classes_listed_for


class YearlyClassSerializer(serializers.ModelSerializer):
    class Meta:
        model = YearlyClass
        fields = [
            "id",
            "cadre",
            "year",
            "unit",
            "title_group",
            "proposed_class",
            "work_class",
            "score",
            "grounds",
            "reason",
            "disciplined",
            "state",
            "decided_on",
            "notified_on",
            "version",
        ]
        read_only_fields = [
            "unit",
            "title_group",
            "proposed_class",
            "state",
            "decided_on",
            "notified_on",
            "version",
        ]
        validators = []  # the use case answers, with the rule and its source

    def get_fields(self):
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["cadre"].queryset = Cadre.objects.visible_to(request.actor)
        return fields

    def create(self, validated_data):
        actor = self.context["request"].actor
        return services.propose_class(**validated_data, by=actor, on=timezone.localdate())


class YearlyClassViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    GenericViewSet,
):
    serializer_class = YearlyClassSerializer
    ordering = ("-year", "id")
    queryset = YearlyClass.objects.none()

    def get_queryset(self):
        listed = self.action == "list"
        return (classes_listed_for if listed else classes_for)(self.request.actor)


class UnitClassSerializer(serializers.ModelSerializer):
    class Meta:
        model = UnitClass
        fields = ["id", "unit", "year", "work_class", "score", "grounds", "decided_on"]


class UnitClassViewSet(ReadOnlyModelViewSet):
    serializer_class = UnitClassSerializer
    ordering = ("-year", "id")
    queryset = UnitClass.objects.none()

    def get_queryset(self):
        return UnitClass.objects.visible_to(self.request.actor)
