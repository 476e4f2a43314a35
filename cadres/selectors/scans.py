"""The scanned papers behind decisions."""

from cadres.models import DecisionScan


def scans_by_decision(decision_ids) -> dict:
    """The standing scans of decisions, the latest last."""
    rows = DecisionScan.objects.filter(
        decision__in=set(decision_ids), struck_on__isnull=True
    ).order_by("added_on")
    found: dict = {}
    for scan in rows:
        found.setdefault(scan.decision_id, []).append(scan)
    return found
