"""Settings of the workers that the fault tests start: short leases, kinds that misbehave."""

from config.settings_test import *  # noqa: F403
from config.settings_test import REDIS_URL

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]  # noqa: F405
CELERY_BROKER_URL = REDIS_URL
GRANTS_OF = "tests.faults.tasks.no_grants"
DATABASES["default"]["TEST"] = {}  # noqa: F405 -- the worker uses the tests' database as it is
JOBS_LEASE, JOBS_SWEEP, JOBS_PATIENCE, JOBS_BACKOFF = 2.0, 0.3, 2.0, 0.1
