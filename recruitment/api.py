"""The API of exams: what the pages show, for the same actor, in the same scope."""

from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from recruitment.models import Candidate, Exam, ExamPost, Result
from recruitment.selectors import candidates_for, exams_for, results_for


class ExamPostSerializer(serializers.ModelSerializer):
    class Meta:
        model = ExamPost
        fields = ["id", "unit", "title", "position", "quota"]


class ExamSerializer(serializers.ModelSerializer):
    posts = ExamPostSerializer(many=True, read_only=True)

    class Meta:
        model = Exam
        fields = [
            "id",
            "kind",
            "code",
            "name",
            "organising_unit",
            "announced_on",
            "held_on",
            "state",
            "published_on",
            "posts",
            "version",
        ]


class CandidateSerializer(serializers.ModelSerializer):
    class Meta:
        model = Candidate
        fields = [
            "id",
            "post",
            "number",
            "full_name",
            "cadre",
            "residence",
            "education",
            "priority",
            "from_outside",
            "state",
            "version",
        ]


class ResultSerializer(serializers.ModelSerializer):
    class Meta:
        model = Result
        fields = [
            "id",
            "candidate",
            "round_one",
            "round_two",
            "written",
            "total",
            "rank",
            "outcome",
            "sealed_on",
            "version",
        ]


class ExamViewSet(ReadOnlyModelViewSet):
    serializer_class = ExamSerializer
    ordering = ("-held_on", "id")
    queryset = Exam.objects.none()

    def get_queryset(self):
        return exams_for(self.request.actor).prefetch_related("posts")


class CandidateViewSet(ReadOnlyModelViewSet):
    serializer_class = CandidateSerializer
    ordering = ("sort_key", "id")
    queryset = Candidate.objects.none()

    def get_queryset(self):
        return candidates_for(self.request.actor)


class ResultViewSet(ReadOnlyModelViewSet):
    serializer_class = ResultSerializer
    ordering = "id"
    queryset = Result.objects.none()

    def get_queryset(self):
        return results_for(self.request.actor)
