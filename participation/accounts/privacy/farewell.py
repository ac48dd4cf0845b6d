"""The mails of an erasure. They leave in the request itself, so that no address or code waits in a table."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def say_goodbye(address: str, name: str, language: str) -> None:
    """The last mail: the account is erased."""
    with translation.override(language or settings.LANGUAGE_CODE):
        body = render_to_string("participation/mail/erased.txt", {"name": name, "site": settings.BASE_URL})
        _send(_("Your account is erased"), body, address)


def send_erasure_code(address: str, name: str, language: str, code: str) -> None:
    with translation.override(language or settings.LANGUAGE_CODE):
        page = {"name": name, "code": code, "site": settings.BASE_URL}
        body = render_to_string("participation/mail/erasure_code.txt", page)
        _send(_("Your code to erase your account"), body, address)


def _send(subject: str, body: str, address: str) -> None:
    try:
        send_mail(subject, body, None, [address])
    except OSError as refused:
        # The text of the error may hold the address.
        logger.warning("accounts: the mail server did not take a mail (%s)", type(refused).__name__)
