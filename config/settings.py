"""One settings file; the environment decides what differs between machines."""

import os
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.database import database_settings

BASE_DIR = Path(__file__).resolve().parent.parent


def from_environment(name: str, default: str = "") -> str:
    """A setting from NAME, or from the file that NAME_FILE points to (secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


# -- which machine is this ------------------------------------------------------
MODE = from_environment("PORTAL_MODE", "development")  # development | demo | production
PROCESS = from_environment("PORTAL_PROCESS", "setup")  # setup | web | worker
VAR = Path(from_environment("PORTAL_VAR", str(BASE_DIR / "var")))
DEBUG = from_environment("DEBUG") == "1" and MODE != "production"
SECRET_KEY = from_environment("SECRET_KEY", "" if MODE == "production" else "development-only")
ALLOWED_HOSTS = from_environment("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in from_environment("CSRF_TRUSTED_ORIGINS").split(",") if o]
VERSION = "0.1.0"
PUBLIC_ADDRESS = from_environment("PUBLIC_ADDRESS", "http://127.0.0.1:8000")

# -- the house ------------------------------------------------------------------
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPS = [
    "governance",
    "portal",
    "cadres",
    "evaluation",
    "recruitment",
    "planning",
    "rotation",
    "inspection",
    "reports",
    "demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    *APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.limit_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.speak_language",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "portal.middleware.act_as_account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.conflicts.ConflictMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "portal.templatetags.ui"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "portal.web.PortalFormRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- data -----------------------------------------------------------------------
DATABASE_URL = from_environment("DATABASE_URL", "postgresql:///portal")
DATABASES = {
    "default": {
        **database_settings(DATABASE_URL),
        "CONN_MAX_AGE": 600 if PROCESS == "web" else 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {"NAME": "test_portal_" + from_environment("DB_SUFFIX", "main")},
    }
}
# Beside axes: the only tables the roles of web and worker may delete from.
DELETABLE_TABLES = [
    "portal_importrow",
    "portal_jobfile",
    "portal_packageerror",
    "portal_savedview",
    "portal_session",
    "portal_storedfile",
    "portal_upload",
]
REDIS_URL = from_environment("REDIS_URL", "redis://127.0.0.1:6379/0")
MIGRATION_MODULES = {}

# -- people and sessions ----------------------------------------------------------
AUTH_USER_MODEL = "portal.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "portal.backends.AccountBackend",
]
GRANTS_OF = "cadres.access.grants_of"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
LOGIN_URL = "portal:sign_in"
LOGIN_REDIRECT_URL = "portal:home"
PASSWORD_HASHERS = ["portal.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
]
SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_NAME = "__Host-sid" if MODE == "production" else "sid"
SESSION_COOKIE_AGE = 30 * 60  # idle; the absolute limit is in portal.sessions
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MODE == "production"
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_HTTPONLY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = "portal.backends.cool_off"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "portal.backends.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_USE_ATTEMPT_EXPIRATION = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = int(from_environment("PROXY_COUNT", "0")) or None

# -- languages ------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# -- what browsers get -----------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(from_environment("STATIC_ROOT", str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static", VAR / "static-build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "development"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 63_072_000 if MODE == "production" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = MODE == "production"
SECURE_SSL_REDIRECT = MODE == "production" and from_environment("SSL_REDIRECT", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MODE == "production" else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LARGEST_BODY = 26_000_000  # bytes of a whole request, files included; the proxy says the same
# Each: (actor, stored file) -> may the actor read it? Nobody says yes: nobody reads it.
UPLOAD_OWNERS = [
    "cadres.selectors.decisions.may_read_file",
    "cadres.selectors.proposals.evidence_readers",
]
NAVIGATION = [
    (
        "",
        [
            ("portal:home", _("Workbench"), "home"),
            ("portal:inbox", _("My work"), "inbox"),
            ("reports:dashboard", _("Secretary's dashboard"), "chart", "evaluation", "report"),
        ],
    ),
    (
        _("Cadres"),
        [
            ("cadres:cadres", _("Cadre records"), "people", "basic"),
            ("cadres:completeness", _("Completeness of records"), "progress", "personal"),
            ("cadres:proposals", _("Proposals"), "inbox", "personal"),
            ("cadres:units", _("Organisation"), "tree", "basic"),
            ("cadres:chart", _("Organisation chart"), "branch", "basic"),
            ("cadres:quotas", _("Payroll quotas"), "clipboard", "basic"),
            ("cadres:norms", _("Leadership norms"), "scales", "basic"),
            ("cadres:standards", _("Standards"), "scales", "basic"),
            ("cadres:positions", _("Posts"), "briefcase", "basic"),
            ("cadres:clocks", _("Upcoming dates"), "clock", "personal"),
            ("cadres:conflicts", _("Conflicts of interest"), "flag", "personal"),
            ("evaluation:classes", _("Evaluation"), "clipboard", "evaluation"),
            ("planning:entries", _("Planning"), "branch", "planning"),
            ("rotation:moves", _("Moves and rotation"), "arrows", "planning"),
            ("recruitment:exams", _("Exams"), "book", "basic"),
        ],
    ),
    (
        _("Supervision"),
        [
            ("inspection:inspections", _("Inspections"), "shield", "discipline"),
            ("inspection:recommendations", _("Recommendations"), "flag", "discipline"),
            ("inspection:measures", _("Discipline in force"), "scales", "discipline"),
        ],
    ),
    (
        _("Reports and data"),
        [
            ("reports:reports", _("Reports"), "document", "evaluation"),
            ("cadres:imports", _("Import from Excel"), "download", "personal"),
            ("cadres:packages", _("Exchange packages"), "upload", "personal", "edit"),
            ("cadres:duplicates", _("Probable duplicates"), "people", "personal"),
            ("cadres:quality", _("Data quality"), "chart", "personal"),
            ("portal:jobs", _("Jobs"), "progress"),
            ("portal:law", _("Law in force"), "scales"),
            ("cadres:all_readings", _("Readings of records"), "eye", "admin"),
            ("portal:audit_trail", _("Audit trail"), "history", "admin"),
        ],
    ),
]
# What workbooks can be imported into: code → portal.imports.targets.Target
IMPORT_TARGETS = {"cadres": "cadres.imports.target.CADRES"}
INBOX_SOURCES = [
    "cadres.selectors.proposals.work_for",
    "cadres.selectors.clockwork.work_for",
    "cadres.selectors.kin_turns.work_for",
    "cadres.selectors.establishment.work_for",
    "cadres.selectors.reorganisation.work_for",
    "inspection.selectors.work_for",
    "inspection.selectors.measures.work_for",
    "planning.selectors.work_for",
    "rotation.selectors.work_for",
    "cadres.selectors.standards.work_for",
    "portal.jobs.selectors.work_for",
]
# Each: (units, on) -> (label, number): decisions under way in units that are to close.
PENDING_IN_UNITS = [
    "planning.selectors.pending_in",
    "rotation.selectors.pending_in",
]
# Each: (actor, cadre, on) -> cadres.selectors.cadres.Panel | None
PROFILE_PANELS = [
    "cadres.selectors.duplicates.profile_panel",
    "cadres.selectors.papers.profile_panel",
    "cadres.selectors.goals.profile_panel",
    "cadres.selectors.clocks.profile_panel",
    "cadres.selectors.blocks.profile_panel",
    "cadres.selectors.kin.profile_panel",
    "evaluation.selectors.profile_panel",
    "planning.selectors.profile_panel",
]

# What the rooms above tell title standards: name of a fact -> (cadre_ids, on) -> {id: rows}.
STANDARD_EVIDENCE = {
    "classes": "evaluation.selectors.standard_evidence",
    "planned": "planning.selectors.standard_evidence",
}
# What other rooms add to the official CV forms: (actor, ids, on) -> {id: {value: text}}
DOSSIER_SOURCES = ["planning.selectors.planned_titles"]

# -- work in the background --------------------------------------------------------
# Truth is the job table; these only keep the doorbell honest (docs: jobs).
CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE = from_environment("QUEUE", "portal")
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 900, 840
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(from_environment("WORKERS", "2"))
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # kB
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_VISIBILITY_TIMEOUT = 1800
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "socket_keepalive": True,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "unacked_mutex_expire": 30,
}
CELERY_BEAT_SCHEDULE = {
    "wake jobs": {"task": "portal.wake_jobs", "schedule": 5.0},
    "collect files": {"task": "portal.collect_files", "schedule": 3600.0},
    "sweep uploads": {"task": "portal.sweep_uploads", "schedule": crontab(hour=1, minute=40)},
    "refresh figures": {"task": "reports.refresh_figures", "schedule": 3600.0},
    "reorganise": {
        "task": "cadres.carry_out_reorganisations",
        "schedule": crontab(hour=0, minute=1),
    },
    "look over records": {
        "task": "cadres.look_over_records",
        "schedule": crontab(hour=2, minute=10),
    },
    "keep time": {"task": "rotation.keep_time", "schedule": crontab(hour=0, minute=5)},
    "clocks": {"task": "cadres.refresh_clocks", "schedule": crontab(hour=0, minute=20)},
    "conflicts": {"task": "cadres.look_for_conflicts", "schedule": crontab(hour=0, minute=40)},
}
JOBS_LEASE = float(from_environment("JOBS_LEASE", "60"))  # seconds a silent worker keeps a job
JOBS_BACKOFF = 5.0  # seconds before the second attempt, four times more before each next one
JOBS_SWEEP = float(from_environment("JOBS_SWEEP", "5"))  # seconds between two looks at the table
JOBS_PATIENCE = 10.0  # seconds a job waits before the sweeper does it itself
ACCEL_REDIRECT = from_environment("ACCEL_REDIRECT")  # nginx's internal address of VAR/files

# -- API --------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "portal.api.KeysetPagination",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "portal.web.exception_handler",
}
SPECTACULAR_SETTINGS = {"TITLE": "Cadre management portal", "VERSION": VERSION}
