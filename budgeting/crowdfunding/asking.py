"""Asks the backers of a campaign that goes ahead for what they promised."""

from django.db import transaction
from django_tasks import task

from budgeting.crowdfunding.gateways.promise import PromiseGateway
from budgeting.crowdfunding.gateways.protocol import Order
from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payments.models import Payment


@task()
def ask_backers(campaign_pk: int) -> int:
    """One mail for each pledge that is not paid yet, if its backer has an account. Returns how many.

    Money that is held on a card is taken without asking.
    """
    held = Payment.objects.filter(state=Payment.State.HELD).values("pledge")
    asked = Pledge.objects.filter(campaign=campaign_pk, state=Pledge.State.ASKED).exclude(pk__in=held)
    pledges = list(asked.filter(identity__user__is_active=True).select_related("campaign"))
    gateway = PromiseGateway()
    with transaction.atomic():
        for pledge in pledges:
            campaign = pledge.campaign
            gateway.collect(Order(pledge.reference, pledge.amount, campaign.currency, campaign.title))
    return len(pledges)
