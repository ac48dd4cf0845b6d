"""The demo desk: who can log in, which code their phone would show now, and where the mail lies."""

import email
import email.policy
import json
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from cms.demo import words

TOTP_SECONDS = 30
# More than one round of notices to the whole town, or these would push a code off the page.
NEWEST = 60


@dataclass(frozen=True)
class LogIn:
    name: str
    role: str
    email: str
    words: str
    code: str
    seconds_left: int


@dataclass(frozen=True)
class Mail:
    number: int
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def is_demo() -> bool:
    """True on a site that the demo filled, which serves this machine alone."""
    return bool(settings.EMBEDDED) and marker().exists()


def marker() -> Path:
    return settings.VAR_DIR / "demo-town"


def log_ins() -> list[LogIn]:
    """The people of the town who can log in, staff with the code that their second factor shows now."""
    secrets = {
        row["user__email"]: row["data"]["secret"]
        for row in Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user__email", "data")
    }
    now = int(time.time())
    return [
        LogIn(
            person.name,
            person.role,
            person.email,
            person.words,
            _code(secrets[person.email], now) if person.email in secrets else "",
            TOTP_SECONDS - now % TOTP_SECONDS,
        )
        for person in words.people()
    ]


def _code(secret: str, now: int) -> str:
    return format_hotp_value(hotp_value(get_adapter().decrypt(secret), now // TOTP_SECONDS))


def mails() -> list[Mail]:
    """The newest mails that the site wrote to files, newest first."""
    files = sorted(
        Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True
    )
    letters: list[Mail] = []
    for file in files[:NEWEST]:
        letters.extend(reversed(_read(file)))
    return [
        Mail(number, letter.to, letter.subject, letter.sent_at, letter.text)
        for number, letter in enumerate(letters[:NEWEST], 1)
    ]


def text_messages() -> list[dict[str, Any]]:
    """The newest text messages that the site wrote to files, newest first."""
    files = sorted(Path(settings.SMS_FILE_PATH).glob("*.json"), reverse=True)[:NEWEST]
    messages = [json.loads(file.read_text("utf-8")) for file in files]
    return [message | {"sent_at": datetime.fromisoformat(message["sent_at"])} for message in messages]


def _read(file: Path) -> list[Mail]:
    """A file of Django's mail backend: whole messages, each ended by a line of 79 dashes."""
    letters = []
    for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
        if not raw.strip():
            continue
        message = email.message_from_bytes(raw, policy=email.policy.default)
        body = message.get_body(("plain",))
        sent_at = message["Date"].datetime if message["Date"] else None
        text = body.get_content() if body else ""
        letters.append(Mail(0, str(message["To"]), str(message["Subject"]), sent_at, text.strip()))
    return letters
