"""The API of moves: what the pages show and do, for the same actor, in the same scope."""

from django.utils import timezone
from rest_framework import mixins, serializers, viewsets

from cadres.models import Seat
from planning.models import PlanEntry
from planning.selectors import cadres_to_plan
from recruitment.models import Result
from rotation import selectors, services
from rotation.models import Move


class MoveSerializer(serializers.ModelSerializer):
    class Meta:
        model = Move
        fields = [
            "id",
            "cadre",
            "kind",
            "to_seat",
            "effective_on",
            "expected_until",
            "special_case",
            "plan_entry",
            "exam_result",
            "from_seat",
            "direction",
            "state",
            "ended_on",
            "placement",
            "version",
        ]
        read_only_fields = fields[9:]
        validators: list = []  # the use case answers, with the rule and its source

    def get_fields(self):
        fields = super().get_fields()
        actor = self.context["request"].actor
        fields["cadre"].queryset = cadres_to_plan(actor)
        fields["to_seat"].queryset = Seat.objects.visible_to(actor)
        fields["plan_entry"].queryset = PlanEntry.objects.visible_to(actor)
        fields["exam_result"].queryset = Result.objects.visible_to(actor)
        return fields

    def create(self, validated_data):
        by = self.context["request"].actor
        return services.propose_move(**validated_data, by=by, on=timezone.localdate())


class MoveViewSet(
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    serializer_class = MoveSerializer
    ordering = ("-effective_on", "id")
    queryset = Move.objects.none()

    def get_queryset(self):
        return selectors.moves_for(self.request.actor)
