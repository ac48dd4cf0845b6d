"""Text messages: what a gateway must do, and the one that writes them to files on this machine."""

import json
import re
import secrets
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from participation.clock import database_now

_BETWEEN = re.compile(r"[\s()./-]+")
_WHOLE = re.compile(r"\+[1-9]\d{7,14}")


class GatewayDownError(Exception):
    """The message could not be handed over; it says why, and never to whom."""


class NumberRefusedError(GatewayDownError):
    """The service works, but sends nothing to this number: it is none, or no mobile telephone's."""


class Gateway(Protocol):
    def send(self, *, phone: str, code: str) -> None:
        """Send a person their code. `phone` is in the international form; raises GatewayDownError."""


class FileGateway:
    """For a site on this machine alone: messages lie in VAR_DIR/sms, as mail lies in VAR_DIR/mail."""

    def send(self, *, phone: str, code: str) -> None:
        text = _("%(code)s is your code to confirm who you are. Tell it to nobody.") % {"code": code}
        sent_at = database_now()
        message = {"to": phone, "text": text, "sent_at": sent_at.isoformat()}
        name = f"{sent_at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.json"
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / name).write_text(json.dumps(message), "utf-8")


def gateway() -> Gateway:
    chosen: Gateway = import_string(settings.SMS_GATEWAY)()
    return chosen


def international(phone: str) -> str:
    """The number as +44..., whatever signs stand between its digits. Raises ValidationError."""
    plain = _BETWEEN.sub("", phone)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    elif plain.startswith("0"):
        plain = f"+{settings.PHONE_COUNTRY}{plain[1:]}"
    if not _WHOLE.fullmatch(plain):
        raise ValidationError({"phone": _("Write the whole number, such as 07700 900123.")}, code="number")
    return plain
