"""Mail of notices, sent by the task worker: text and plain HTML, in the receiver's language."""

import logging
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from django_tasks import task

from participation.accounts.models import User
from participation.accounts.rules import is_active
from participation.notices.models import Notice
from participation.notices.reading import Line, lines
from participation.notices.stopping import stop_token
from participation.notices.wanting import wanted

logger = logging.getLogger(__name__)
MOST_LINES = 50
# A mail server that refuses is asked again after 10, 20, 40 ... minutes, for about ten hours.
FIRST_WAIT = timedelta(minutes=10)
MOST_TRIES = 6


@task()
def send_digest(person_pk: int, notice_pks: list[int], tries: int = 1) -> int:
    """One mail of these notices: those still unread, wanted and visible to the person. Returns mails sent."""
    person = User.objects.filter(pk=person_pk).first()
    if person is None or not may_be_mailed(person):
        return 0
    with translation.override(person.language or settings.LANGUAGE_CODE):
        news = _news(person, notice_pks)
        if not news:
            return 0
        mail = compose(person, news)
    try:
        return mail.send()
    except OSError as refused:
        # The text of the error may hold the address.
        logger.warning("notices: the mail server did not take a mail (%s)", type(refused).__name__)
        if tries < MOST_TRIES:
            later = timezone.now() + FIRST_WAIT * 2 ** (tries - 1)
            send_digest.using(run_after=later).enqueue(person_pk, notice_pks, tries + 1)
        return 0


def may_be_mailed(person: User) -> bool:
    """To people who can log in, at an address that they proved."""
    proven = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True)
    return is_active(person) and proven.exists()


def _news(person: User, pks: list[int]) -> list[Line]:
    unread = Notice.objects.filter(pk__in=pks, person=person).unread().select_related("actor")
    seen = lines(wanted(person, unread), person)
    return [line for line in seen if line.address]


def compose(person: User, news: list[Line]) -> EmailMultiAlternatives:
    """The mail: plain text, HTML, and the headers by which mail programs unsubscribe (RFC 8058)."""
    stop = settings.BASE_URL + reverse("mail_stop", args=[stop_token(person)])
    page: dict[str, Any] = {
        "person": person,
        "lines": news[:MOST_LINES],
        "more": max(0, len(news) - MOST_LINES),
        "site": settings.BASE_URL,
        "notices": settings.BASE_URL + reverse("notice_list"),
        "choices": settings.BASE_URL + reverse("mail_choices"),
        "stop": stop,
    }
    mail = EmailMultiAlternatives(
        subject=_subject(news),
        body=render_to_string("participation/mail/notices.txt", page),
        to=[person.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("participation/mail/notices.html", page), "text/html")
    return mail


def _subject(news: list[Line]) -> str:
    """The sentence itself when there is one, without the line breaks that a subject cannot hold."""
    if len(news) == 1:
        return " ".join(news[0].sentence.split())
    return ngettext("%(n)d new notice for you", "%(n)d new notices for you", len(news)) % {"n": len(news)}
