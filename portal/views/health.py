"""Is the process up, and can it work."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse


@login_not_required
def alive(request):
    return JsonResponse({"alive": True})


@login_not_required
def ready(request):
    """The database answers and its tables are those of this version. Redis is not needed."""
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Exception:  # noqa: BLE001 -- whatever is wrong with the database, we are not ready
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    return JsonResponse({"ready": not behind}, status=503 if behind else 200)
