"""The API of records: what the pages show, for the same actor, in the same scope."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from cadres.models import Cadre, Unit
from cadres.selectors.cadres import cadres_for, may_read, search_cadres
from cadres.selectors.units import units_for


class UnitSerializer(serializers.ModelSerializer):
    class Meta:
        model = Unit
        fields = ["id", "code", "official_code", "name_vi", "name_en", "kind", "level", "parent"]


class CadreSerializer(serializers.ModelSerializer):
    """Fields of a class the actor may not read are left out, not blanked."""

    class Meta:
        model = Cadre
        fields = [
            "id",
            "code",
            "full_name",
            "sex",
            "born",
            "ethnicity",
            "legal_category",
            "education",
            "theory",
            "employing_unit",
            "status",
            "version",
        ]

    def to_representation(self, cadre):
        actor = self.context["request"].actor
        shown = super().to_representation(cadre)
        return {name: shown[name] for name in shown if may_read(actor, cadre, name)}


class UnitViewSet(ReadOnlyModelViewSet):
    serializer_class = UnitSerializer
    ordering = "path"
    queryset = Unit.objects.none()

    def get_queryset(self):
        return units_for(self.request.actor)


class CadreViewSet(ReadOnlyModelViewSet):
    """`?q=` finds by name, with or without accents."""

    serializer_class = CadreSerializer
    ordering = ("sort_key", "id")
    queryset = Cadre.objects.none()

    def get_queryset(self):
        cadres = cadres_for(self.request.actor, timezone.localdate()).select_related(
            "managing_unit"
        )
        text = self.request.query_params.get("q", "")[:200]
        return search_cadres(cadres, text) if text else cadres
