"""A production site that is set up wrong says which variable is wrong and what it should hold."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms.demo import start

ROOT = Path(__file__).resolve().parents[2]
VARIED = "pQ7-r" * 12
OTHER = "zX4_k" * 12


def run(*arguments, **variables):
    """manage.py in a process of its own, with these variables and no others of ours."""
    names = (
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "IDENTITY_KEY",
        "ALLOWED_HOSTS",
        "BASE_URL",
        "ROUND_KEYS_DIR",
        "SMS_GATEWAY",
        "OIDC_SERVER_URL",
    )
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(tmp_path):
    return {
        "DATABASE_URL": "postgres://folkmoot:secret@db.example.org:5432/folkmoot",
        "REDIS_URL": "redis://cache.example.org:6379/0",
        "SECRET_KEY": VARIED,
        "IDENTITY_KEY": OTHER,
        "ALLOWED_HOSTS": "take-part.example.org",
        "BASE_URL": "https://take-part.example.org",
        "ROUND_KEYS_DIR": str(tmp_path / "keys"),
        "VAR_DIR": str(tmp_path / "var"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "IDENTITY_KEY",
        "ALLOWED_HOSTS",
        "BASE_URL",
        "ROUND_KEYS_DIR",
    ],
)
def test_missing_variable_is_named_with_what_it_should_hold(production, name):
    del production[name]

    answer = run("check", **production)

    assert answer.returncode != 0
    assert answer.stderr.startswith(f"Folkmoot cannot start. {name} is missing. It should hold ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root@localhost/folkmoot"),
        ("REDIS_URL", "localhost:6379"),
        ("SECRET_KEY", "short"),
        ("IDENTITY_KEY", VARIED),
        ("ALLOWED_HOSTS", "*"),
        ("BASE_URL", "http://take-part.example.org"),
        ("ROUND_KEYS_DIR", "/proc/nowhere/keys"),
        ("EMAIL_PORT", "smtp"),
        ("VAR_DIR", "/proc/nowhere"),
        ("NAMES", "nick"),
    ],
)
def test_wrong_variable_is_named(production, name, value):
    answer = run("check", **production | {name: value})

    assert answer.returncode != 0
    assert answer.stderr.startswith("Folkmoot cannot start. ")
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr


NOTIFY = {
    "SMS_GATEWAY": "govuk_notify",
    "GOVUK_NOTIFY_API_KEY": f"live-{'0' * 36}-{'1' * 36}",
    "GOVUK_NOTIFY_SMS_TEMPLATE": "2" * 36,
}


def test_gateway_for_text_messages_starts_with_all_its_variables(production):
    answer = run("diffsettings", **production, **NOTIFY)

    assert "SMS_GATEWAY = 'participation.accounts.govuk_notify.NotifyGateway'" in answer.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOVUK_NOTIFY_API_KEY", ""),
        ("GOVUK_NOTIFY_API_KEY", "half-a-key"),
        ("GOVUK_NOTIFY_SMS_TEMPLATE", ""),
        ("SMS_GATEWAY", "file"),
    ],
)
def test_gateway_for_text_messages_names_the_variable_that_is_amiss(production, name, value):
    answer = run("check", **production, **NOTIFY | {name: value})

    assert answer.returncode != 0
    assert answer.stderr.startswith(f"Folkmoot cannot start. {name} is ")
    assert "half-a-key" not in answer.stderr


PROVIDER = {
    "OIDC_SERVER_URL": "https://id.example.org",
    "OIDC_NAME": "TownID",
    "OIDC_CLIENT_ID": "folkmoot",
    "OIDC_SECRET": "told-to-nobody",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_SERVER_URL", "http://id.example.org"),
        ("OIDC_NAME", ""),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_SECRET", ""),
        ("OIDC_CLAIMS", "colour=red"),
    ],
)
def test_provider_names_the_variable_that_is_amiss(production, name, value):
    answer = run("check", **production, **PROVIDER | {name: value})

    assert answer.returncode != 0
    assert answer.stderr.startswith(f"Folkmoot cannot start. {name} is ")
    assert "told-to-nobody" not in answer.stderr


def test_demo_refuses_the_databases_of_production(production):
    answer = run("demo", **production)

    assert answer.returncode != 0
    assert "The demo keeps its own database" in answer.stderr


def test_demo_says_in_one_sentence_that_its_port_is_taken(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        answer = run("demo", "--port", str(port), VAR_DIR=str(tmp_path))

    assert answer.returncode != 0
    assert answer.stderr.strip() == (
        f"CommandError: Port {port} is taken: stop what holds it, or use: demo --port {port + 1}"
    )


def test_demo_starts_over_but_keeps_the_sites_own_keys(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    for name in ("MEDIA_ROOT", "AUDIT_HEADS_DIR", "DOCUMENTS_ROOT", "ROUND_KEYS_DIR", "EMAIL_FILE_PATH"):
        folder = tmp_path / name.lower()
        folder.mkdir(exist_ok=True)
        (folder / "old").touch()
        setattr(settings, name, folder)
    for name in ("secret_key", "identity_key", "folkmoot.sqlite3", "demo-town"):
        (tmp_path / name).touch()

    start.empty_folder()

    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"secret_key", "identity_key"}
