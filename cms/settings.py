"""The one settings file. Without production variables: the embedded site, on SQLite, in one process."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cms import environment

BASE_DIR = Path(__file__).resolve().parent.parent
EMBEDDED = environment.is_embedded()
DEBUG = False

VAR_DIR = environment.folder(Path(os.environ.get("VAR_DIR", BASE_DIR / "var")), "VAR_DIR")
MEDIA_ROOT = environment.folder(VAR_DIR / "media", "VAR_DIR")
# PDF documents of proposals: a page of ours gives them out, no web server by itself.
DOCUMENTS_ROOT = environment.folder(VAR_DIR / "documents", "VAR_DIR")
# Copies of people's data: a page of ours gives each to its owner, and they go after a week.
EXPORTS_ROOT = environment.folder(VAR_DIR / "exports", "VAR_DIR")
AUDIT_HEADS_DIR = environment.folder(VAR_DIR / "audit-heads", "VAR_DIR")

if EMBEDDED:
    SECRET_KEY = environment.kept_secret(VAR_DIR / "secret_key")
    IDENTITY_KEY = environment.kept_secret(VAR_DIR / "identity_key")
    ROUND_KEYS_DIR = environment.folder(VAR_DIR / "round-keys", "VAR_DIR")
    ALLOWED_HOSTS = list(environment.LOOPBACK)
    BASE_URL = os.environ.get("DEMO_URL", "http://127.0.0.1:8000")
    REDIS_URL = ""
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "folkmoot.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
            "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
        }
    }
    CACHES = {
        "default": {"BACKEND": "participation.limits.cache.OneProcessCache"},
        "limits": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "participation_sharedlimit",
            # So many that nobody can push a limit out by filling the table.
            "OPTIONS": {"MAX_ENTRIES": 1_000_000},
        },
    }
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = environment.folder(VAR_DIR / "mail", "VAR_DIR")
    SMS_FILE_PATH = VAR_DIR / "sms"
else:
    SECRET_KEY = environment.secret("SECRET_KEY", "at least 50 random characters")
    IDENTITY_KEY = environment.secret(
        "IDENTITY_KEY",
        "at least 50 random characters, other than SECRET_KEY, kept for as long as the site lives",
    )
    if IDENTITY_KEY == SECRET_KEY:
        raise ImproperlyConfigured("IDENTITY_KEY must differ from SECRET_KEY.")
    ROUND_KEYS_DIR = environment.folder(
        Path(
            environment.required(
                "ROUND_KEYS_DIR",
                "a folder for ballot keys, outside the database and left out of every backup",
            )
        ),
        "ROUND_KEYS_DIR",
    )
    ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
    BASE_URL = environment.base_url()
    REDIS_URL = environment.address(
        "REDIS_URL", ("redis", "rediss", "unix"), "the address of Redis, such as redis://127.0.0.1:6379/0"
    )
    DATABASES = {
        "default": dj_database_url.parse(
            environment.address(
                "DATABASE_URL",
                ("postgres", "postgresql"),
                "the address of a PostgreSQL database, such as postgres://user:password@host:5432/folkmoot",
            ),
            conn_max_age=environment.number(
                "DATABASE_KEEP_SECONDS", 60, "seconds; 0 in the process that serves sockets"
            ),
            conn_health_checks=True,
        )
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
    EMAIL_PORT = environment.number("EMAIL_PORT", 25, "the port of the mail server, such as 587")
    EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    ALLAUTH_TRUSTED_PROXY_COUNT = environment.number(
        "TRUSTED_PROXY_COUNT", 1, "how many proxies of yours stand before the site"
    )

# What the council asks people to be called by.
REAL_NAMES = environment.choice("NAMES", "any", {"any": False, "real": True})

# Codes by text message. Files are for this machine alone: on a server the codes would lie about.
_SMS_GATEWAYS = {"none": "", "govuk_notify": "participation.accounts.govuk_notify.NotifyGateway"}
if EMBEDDED:
    _SMS_GATEWAYS["file"] = "participation.accounts.sms.FileGateway"
SMS_GATEWAY = environment.choice("SMS_GATEWAY", "file" if EMBEDDED else "none", _SMS_GATEWAYS)
if "govuk_notify" in SMS_GATEWAY:
    environment.installed("notifications_python_client", "SMS_GATEWAY=govuk_notify", "notify")
    GOVUK_NOTIFY_URL = "https://api.notifications.service.gov.uk"
    GOVUK_NOTIFY_API_KEY = environment.shaped(
        "GOVUK_NOTIFY_API_KEY", r".*[0-9a-f-]{36}-[0-9a-f-]{36}", "an API key of GOV.UK Notify, in full"
    )
    GOVUK_NOTIFY_SMS_TEMPLATE = environment.shaped(
        "GOVUK_NOTIFY_SMS_TEMPLATE", r"[0-9a-f-]{36}", "the ID of a text message template that holds ((code))"
    )

# An OpenID Connect provider that says who somebody is; it logs nobody in.
OIDC_SERVER_URL = os.environ.get("OIDC_SERVER_URL", "").strip()
OIDC_NAME = OIDC_CLIENT_ID = OIDC_SECRET = ""
OIDC_SCOPES = os.environ.get("OIDC_SCOPES", "openid profile address")
OIDC_CLAIMS = environment.pairs(
    "OIDC_CLAIMS",
    "given_name=given_name,family_name=family_name,birthdate=birthdate,postcode=address.postal_code",
    ("given_name", "family_name", "birthdate", "postcode"),
)
if OIDC_SERVER_URL:
    OIDC_SERVER_URL = environment.address(
        "OIDC_SERVER_URL", ("https",), "the provider's issuer, such as https://id.example.org"
    ).rstrip("/")
    OIDC_NAME = environment.required("OIDC_NAME", "the provider's name, as residents know it")
    OIDC_CLIENT_ID = environment.required("OIDC_CLIENT_ID", "the name that the provider gave this site")
    OIDC_SECRET = environment.required("OIDC_SECRET", "the secret that the provider gave this site")

# Cards through GOV.UK Pay: without both keys it is off, and the money screen says so.
GOVUK_PAY_API_KEY = os.environ.get("GOVUK_PAY_API_KEY", "").strip()
GOVUK_PAY_WEBHOOK_SECRET = os.environ.get("GOVUK_PAY_WEBHOOK_SECRET", "").strip()
GOVUK_PAY_URL = "https://publicapi.payments.service.gov.uk"
# Where payers type their card.
GOVUK_PAY_PAGES = "https://card.payments.service.gov.uk"

DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Folkmoot <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
PHONE_COUNTRY = str(environment.number("PHONE_COUNTRY", 44, "the country's telephone code, such as 44"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "participation.User"
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"
SITE_ID = 1

INSTALLED_APPS = [
    "participation",
    "budgeting",
    "cms",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_htmx",
    "leaflet",  # for its static files: Leaflet, served by the site itself
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.visitor_pages.VisitorPages",  # outside of gzip: what it keeps is small already
    "django.middleware.gzip.GZipMiddleware",  # before WhiteNoise, so that style sheets and scripts shrink too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.admin_door.AdminContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "participation.accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "participation.limits.answers.LimitAnswers",
    "budgeting.ballots.codes.kiosk.KioskMiddleware",
    "cms.chrome.known_site.remember_site",
    "cms.lost.explain_buttons",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

FORM_RENDERER = "cms.form_words.PlainRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.chrome.context.site_name",
            ],
        },
    },
]

# Languages, time and money
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/London")
CURRENCY = os.environ.get("CURRENCY", "GBP")
# Where backers pay what they promised: holder and number in one line. Empty: officers are told to name it.
COLLECTION_ACCOUNT = os.environ.get(
    "COLLECTION_ACCOUNT", "Quernmouth Council, 00-00-00 00000000 (an example)" if EMBEDDED else ""
)
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["cms.formats"]

# Files: the site serves every asset itself
STATIC_URL = "/static/"
STATIC_ROOT = environment.folder(VAR_DIR / "static", "VAR_DIR")
STATICFILES_DIRS: list[Path] = []
MEDIA_URL = "/media/"
WHITENOISE_USE_FINDERS = EMBEDDED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {"BACKEND": "participation.proposals.storage.DocumentStorage"},
    "exports": {"BACKEND": "participation.accounts.privacy.storage.ExportStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "cms.static_addresses.RememberedAddresses"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Safety of each answer
SECURE_TLS = BASE_URL.startswith("https:")
SECURE_SSL_REDIRECT = SECURE_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Where people report weaknesses (security.txt): mailto: or https:.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", f"mailto:security@{urlsplit(BASE_URL).hostname}")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_TLS
SECURE_HSTS_PRELOAD = SECURE_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_TLS else None
SESSION_COOKIE_SECURE = SECURE_TLS
CSRF_COOKIE_SECURE = SECURE_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if SECURE_TLS else []
X_FRAME_OPTIONS = "SAMEORIGIN"
# security.W019 wants DENY, but the editors' previews frame the site's own pages.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# People: django-allauth owns accounts; a log-in is a code by mail or a passkey, staff add a second factor
AUTHENTICATION_BACKENDS = ["cms.admin_door.StaffBackend"]
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_ADAPTER = "participation.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "login": "participation.accounts.forms.LoginForm",
    "signup": "participation.accounts.forms.SignupForm",
    "add_email": "participation.accounts.forms.AddEmailForm",
    "confirm_login_code": "participation.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "participation.accounts.forms.ConfirmEmailCodeForm",
}
# participation.accounts.login_codes counts codes: strangers could use up a limit of the address alone.
ACCOUNT_RATE_LIMITS = {"request_login_code": ""}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_TLS else "http"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "participation.accounts.forms.AddKeyForm"}
MFA_TOTP_ISSUER = "Folkmoot"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_TLS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
LOGOUT_REDIRECT_URL = "/"

# The council's back office
WAGTAIL_SITE_NAME = "Folkmoot"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# One town, one time: a menu of time zones would only let someone misread a deadline.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# How long menus may show a page's old address; a change of the settings themselves shows at once.
CHROME_SECONDS = 60
# How long many workers may show visitors one copy of a page; the one-process site makes each page anew.
VISITOR_SECONDS = 0 if EMBEDDED else 2
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
# Pictures and documents of pages: looked into, capped, and never opened as part of the site.
WAGTAILIMAGES_EXTENSIONS = ["jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.backoffice.page_pictures.PictureForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.backoffice.page_documents.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

# Background work lies in the database, so that it commits with what caused it
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Logs say what happened, never who: no addresses, no bodies, no votes
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cms.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # A page that is not found or not allowed is an answer, not a fault.
        "django.request": {"level": "ERROR"},
        # It logs what the service answers, which may repeat a telephone number; ours says what matters.
        "notifications_python_client": {"level": "CRITICAL"},
    },
}
