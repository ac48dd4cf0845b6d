"""Reads the environment; every fault names its variable and says what it should hold."""

import os
import re
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
PRODUCTION_VARIABLES = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "IDENTITY_KEY",
    "ROUND_KEYS_DIR",
)


def is_embedded() -> bool:
    """True when no production variable is set: the one-process site on this machine alone."""
    return not any(os.environ.get(name) for name in PRODUCTION_VARIABLES)


def required(name: str, holds: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is missing. It should hold {holds}.")
    return value


def secret(name: str, holds: str) -> str:
    value = required(name, holds)
    if len(value) < 50 or len(set(value)) < 5:
        raise ImproperlyConfigured(f"{name} is too short or too simple. It should hold {holds}.")
    return value


def address(name: str, schemes: tuple[str, ...], holds: str) -> str:
    value = required(name, holds)
    parts = urlsplit(value)
    if parts.scheme not in schemes or not (parts.netloc or parts.path):
        raise ImproperlyConfigured(f"{name} is not understood. It should hold {holds}.")
    return value


def base_url() -> str:
    holds = "the public address of the site, such as https://take-part.example.org"
    value = address("BASE_URL", ("https", "http"), holds).rstrip("/")
    if value.startswith("http:") and urlsplit(value).hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured(
            f"BASE_URL must start with https:// outside this machine. It should hold {holds}."
        )
    return value


def hosts(name: str) -> list[str]:
    holds = "the host names of the site, separated by commas, never *"
    value = [host.strip() for host in required(name, holds).split(",") if host.strip()]
    if not value or "*" in value:
        raise ImproperlyConfigured(f"{name} is not understood. It should hold {holds}.")
    return value


def number(name: str, default: int, holds: str) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is not a whole number. It should hold {holds}.")
    return int(value)


def choice(name: str, default: str, options: dict[str, str]) -> str:
    """What the word in the variable stands for."""
    value = os.environ.get(name, "").strip() or default
    if value not in options:
        words = ", ".join(options)
        raise ImproperlyConfigured(f"{name} is not understood. It should hold one of: {words}.")
    return options[value]


def shaped(name: str, shape: str, holds: str) -> str:
    """The value, which all of the pattern `shape` must match."""
    value = required(name, holds)
    if not re.fullmatch(shape, value):
        raise ImproperlyConfigured(f"{name} is not understood. It should hold {holds}.")
    return value


def pairs(name: str, default: str, needed: tuple[str, ...]) -> dict[str, str]:
    """What each of the `needed` words stands for, from text; the others keep the default."""
    found = dict(each.partition("=")[::2] for each in default.split(","))
    for each in filter(None, os.environ.get(name, "").replace(" ", "").split(",")):
        ours, _equals, theirs = each.partition("=")
        if ours not in needed or not theirs:
            words = ", ".join(needed)
            raise ImproperlyConfigured(f"{name} is not understood. It should hold WORD=CLAIM for: {words}.")
        found[ours] = theirs
    return found


def installed(module: str, name: str, extra: str) -> None:
    """Make sure that the package which the variable's choice needs is there."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{name} needs a package more. Install it with: pip install '.[{extra}]'")


def folder(path: Path, name: str) -> Path:
    """The folder at `path`, made when absent; `name` is the variable that moves it elsewhere."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        writable = os.access(path, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise ImproperlyConfigured(
            f"The folder {path} cannot be written to; {name} should hold a folder that can."
        )
    return path


def kept_secret(path: Path) -> str:
    """The secret in the file at `path`, drawn at the first start (embedded site only)."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    value = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    return value
