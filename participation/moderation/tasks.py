"""Mail about decisions, sent by the task worker."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from participation.accounts.blocked_door import door_token
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.kinds import registry
from participation.moderation.duty import facilitators, on_duty
from participation.moderation.models import Appeal, Decision, Report
from participation.moderation.office import address_of
from participation.moderation.rules import APPEAL_DAYS


@task()
def tell_about_decision(decision_pk: int) -> int:
    """Give the author the statement of reasons, and each reporter the outcome; returns the mails sent."""
    decision = Decision.objects.get(pk=decision_pk)
    kind = registry.kind_of(decision.target) if decision.target is not None else None
    if kind is None:
        return 0
    page = {
        "decision": decision,
        "title": kind.title(decision.target),
        "text": kind.text(decision.target),
        "address": settings.BASE_URL + kind.address(decision.target),
        "site": settings.BASE_URL,
        "decided": settings.BASE_URL + reverse("decision", args=[decision.pk]),
        "change": _change_address(kind, decision),
    }
    sent = 0
    reports = list(decision.reports.select_related("reporter"))
    asked = any(each.reason == Report.Signal.EDITED for each in reports)
    if decision.author is not None and (
        decision.verdict != Decision.Verdict.KEEP or decision.measure or asked
    ):
        subject = str(_SUBJECTS[decision.measure or decision.verdict])
        sent += _send("decision_for_author", subject, decision.author, page)
    for report in reports:
        if report.reporter is not None:
            sent += _send(
                "decision_for_reporter", _("What you reported was looked at"), report.reporter, page
            )
    return sent


@task()
def tell_about_block(decision_pk: int) -> int:
    """Give a blocked person the reason and the link to appeal, one let in again the reason."""
    decision = Decision.objects.select_related("author", "rule").get(pk=decision_pk)
    person = decision.author
    if person is None:
        return 0
    if decision.verdict == Decision.Access.LET_IN:
        subject, page = _("You can log in again"), {"why": ""}
    elif person.blocked_at is not None:
        subject = _("Your account is blocked")
        page = {"why": settings.BASE_URL + reverse("blocked", args=[door_token(person)])}
    else:
        return 0
    page |= {"log_in": settings.BASE_URL + reverse("account_login")}
    return _send("block", subject, person, {**page, "decision": decision, "days": APPEAL_DAYS})


@task()
def tell_about_block_answer(appeal_pk: int) -> int:
    """Tell the person and who blocked them how the appeal ended."""
    appeal = Appeal.objects.select_related("decision__author", "first_decider").get(pk=appeal_pk)
    page = {"appeal": appeal, "log_in": settings.BASE_URL + reverse("account_login")}
    people = [person for person in (appeal.decision.author, appeal.first_decider) if person is not None]
    subject = _("The appeal against a block is answered")
    return sum(_send("block_answer", subject, person, page) for person in people)


@task()
def tell_about_report(report_pk: int) -> int:
    """Tell who is on duty, else every facilitator, unless it is decided already; returns the mails sent."""
    if not Report.objects.open().filter(pk=report_pk).exists():
        return 0
    page = {"address": address_of("queue")}
    subject = _("Something was reported")
    return sum(_send("new_report", subject, each, page) for each in on_duty() or facilitators().distinct())


@task()
def tell_officers_about_threat(evidence_pk: int) -> int:
    """Call every officer. The mail holds no word of the threat; returns the mails sent."""
    officers = User.objects.filter(groups__name=OFFICER, is_active=True, blocked_at=None)
    page = {"address": address_of("threat", evidence_pk)}
    subject = _("A threat on the site needs an officer")
    return sum(_send("threat_for_officers", subject, officer, page) for officer in officers)


def _change_address(kind: registry.Kind, decision: Decision) -> str:
    if decision.verdict not in Decision.ASKING or kind.edit_address is None:
        return ""
    address = kind.edit_address(decision.target)
    return settings.BASE_URL + address if address else ""


_SUBJECTS = {
    Decision.Verdict.HIDE: gettext_lazy("Something you wrote was hidden"),
    Decision.Verdict.RESTORE: gettext_lazy("Something you wrote is shown again"),
    Decision.Verdict.KEEP: gettext_lazy("Something you wrote was looked at again"),
    Decision.Verdict.EDIT: gettext_lazy("Please change something you wrote"),
    Decision.Verdict.REWRITE: gettext_lazy("Something you wrote is hidden until you change it"),
    Decision.Measure.WARN: gettext_lazy("A warning about something you wrote"),
    Decision.Measure.PAUSE: gettext_lazy("You cannot write for a while"),
}


def _send(template: str, subject: str, person: Any, page: dict[str, Any]) -> int:
    body = render_to_string(f"participation/mail/{template}.txt", {**page, "person": person})
    return send_mail(subject, body, None, [person.email])
