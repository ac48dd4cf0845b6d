"""Mail about decisions, sent by the task worker."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from participation.kinds import registry
from participation.moderation.models import Decision


@task()
def tell_about_decision(decision_pk: int) -> int:
    """Give the author the statement of reasons, and each reporter the outcome; returns the mails sent."""
    decision = Decision.objects.get(pk=decision_pk)
    kind = registry.kind_of(decision.target) if decision.target is not None else None
    if kind is None:
        return 0
    author = kind.author(decision.target)
    page = {
        "decision": decision,
        "title": kind.title(decision.target),
        "text": kind.text(decision.target),
        "address": settings.BASE_URL + kind.address(decision.target),
        "site": settings.BASE_URL,
    }
    sent = 0
    if author is not None and decision.verdict != Decision.Verdict.KEEP:
        sent += _send("decision_for_author", _SUBJECTS[decision.verdict](), author, page)
    for report in decision.reports.select_related("reporter"):
        if report.reporter is not None:
            sent += _send(
                "decision_for_reporter", _("What you reported was looked at"), report.reporter, page
            )
    return sent


_SUBJECTS = {
    Decision.Verdict.HIDE: lambda: _("Something you wrote was hidden"),
    Decision.Verdict.RESTORE: lambda: _("Something you wrote is shown again"),
}


def _send(template: str, subject: str, person: Any, page: dict[str, Any]) -> int:
    body = render_to_string(f"participation/mail/{template}.txt", {**page, "person": person})
    return send_mail(subject, body, None, [person.email])
