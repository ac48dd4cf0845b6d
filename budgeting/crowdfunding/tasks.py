"""Mail to backers about money, sent by the background worker."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from budgeting.crowdfunding.collection_plan import last_moment
from budgeting.crowdfunding.gateways.govuk_pay import GovukPay
from budgeting.crowdfunding.models import Pledge


@task()
def mail_pay_request(pledge_pk: int) -> int:
    """How to pay one pledge, unless it was paid meanwhile. Returns mails sent."""
    pledge = _pledge(pledge_pk)
    if pledge.state != Pledge.State.ASKED or pledge.campaign.closed_at is None:
        return 0
    facts = {
        "last_moment": last_moment(pledge.campaign.closed_at),
        "account": settings.COLLECTION_ACCOUNT,
        "cards": not GovukPay().off(),
    }
    return _mail(pledge, "pay_request", _("Please pay your pledge"), facts)


@task()
def mail_receipt(pledge_pk: int) -> int:
    """That one pledge was paid. Returns mails sent."""
    pledge = _pledge(pledge_pk)
    return _mail(pledge, "receipt", _("Your payment has arrived"), {}) if pledge.collected_at else 0


def _pledge(pk: int) -> Pledge:
    return Pledge.objects.select_related("campaign", "identity__user").get(pk=pk)


def _mail(pledge: Pledge, template: str, subject: str, facts: dict[str, Any]) -> int:
    person = pledge.identity.user
    if person is None or not person.is_active:
        return 0
    with translation.override(person.language or settings.LANGUAGE_CODE):
        address = settings.BASE_URL + reverse("own_pledges", args=[pledge.campaign.slug])
        page = {"person": person, "pledge": pledge, "campaign": pledge.campaign, "address": address, **facts}
        body = render_to_string(f"budgeting/mail/{template}.txt", page)
        return send_mail(subject, body, None, [person.email])
