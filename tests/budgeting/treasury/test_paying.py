"""A group is paid and a backer is paid back by two people, neither of whom has a part in it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from budgeting.crowdfunding.actions import carry_on_collecting, collect_pledge
from budgeting.ledger.accounts import treasury
from budgeting.models import Campaign, Pledge
from budgeting.treasury.actions import (
    approve_money_act,
    propose_payee,
    propose_payout,
    propose_refund,
)
from tests.conftest import staff
from tests.factories.campaigns import succeeded
from tests.factories.people import IdentityFactory

pytestmark = pytest.mark.django_db
DETAILS = {"holder": "Open Water", "account": "01-02-03 12345678", "evidence": "A letter of its bank."}


def paid(*amounts, **fields):
    """A campaign whose backers have all paid."""
    campaign = succeeded(*amounts, **fields)
    for pledge in campaign.pledges.all():
        collect_pledge(pledge=pledge, source=treasury("GBP"))
    carry_on_collecting(campaign=campaign)
    found = Campaign.objects.select_related("pledged", "matched", "collected", "paid_out")
    return found.get(pk=campaign.pk)


def test_group_is_paid_by_two_people_after_two_agreed_to_its_account(carol, fiona):
    campaign = paid(2_000, 3_000)
    with pytest.raises(ValidationError, match="bank details"):
        propose_payout(actor=carol, campaign=campaign)
    approve_money_act(actor=fiona, act=propose_payee(actor=carol, campaign=campaign, **DETAILS))

    act = propose_payout(actor=carol, campaign=campaign)
    assert act.amount == 5_000
    approve_money_act(actor=fiona, act=act)

    campaign.paid_out.refresh_from_db()
    assert campaign.paid_out.balance == 5_000
    assert Campaign.objects.get().paid_out_at is not None
    with pytest.raises(ValidationError, match="paid already"):
        propose_payout(actor=carol, campaign=Campaign.objects.select_related("matched", "collected").get())
    call_command("prove_ledger", verbosity=0)


def test_payout_to_other_details_than_were_proposed_is_refused(carol, fiona):
    campaign = paid(2_000)
    approve_money_act(actor=fiona, act=propose_payee(actor=carol, campaign=campaign, **DETAILS))
    act = propose_payout(actor=carol, campaign=campaign)
    other = propose_payee(
        actor=carol, campaign=campaign, **DETAILS | {"account": "GB82 WEST 1234 5698 7654 32"}
    )
    approve_money_act(actor=fiona, act=other)

    with pytest.raises(ValidationError, match="have changed"):
        approve_money_act(actor=fiona, act=act)


def test_nobody_approves_what_they_are_connected_to(carol, fiona):
    runs = paid(2_000, organiser=fiona)
    with pytest.raises(PermissionDenied, match="about you"):
        approve_money_act(actor=fiona, act=propose_payee(actor=carol, campaign=runs, **DETAILS))

    faith = staff("Faith", "finance")
    backs = paid(3_000, people=[IdentityFactory(user=faith)])
    act = propose_refund(actor=carol, pledge=backs.pledges.get(), reason="Paid twice.")
    with pytest.raises(PermissionDenied, match="about you"):
        approve_money_act(actor=faith, act=act)
    assert Pledge.objects.get(campaign=backs).state == "collected"


def test_refund_takes_two_people(carol, fiona):
    campaign = paid(2_000)
    act = propose_refund(actor=carol, pledge=campaign.pledges.get(), reason="Paid twice.")
    assert campaign.pledges.get().state == "collected"
    approve_money_act(actor=fiona, act=act)
    assert campaign.pledges.get().state == "refunded"
    call_command("prove_ledger", verbosity=0)


@pytest.mark.parametrize("account", ["", "12345678", "GB82 WEST 1234 5698 7654 33", "01-02-03 1234567"])
def test_number_that_is_no_account_is_named(carol, account):
    with pytest.raises(ValidationError) as refused:
        propose_payee(actor=carol, campaign=paid(2_000), **DETAILS | {"account": account})
    assert list(refused.value.message_dict) == ["account"]


@pytest.mark.parametrize(("field", "where"), [("holder", "holder"), ("evidence", "evidence")])
def test_details_need_a_holder_and_evidence(carol, field, where):
    with pytest.raises(ValidationError) as refused:
        propose_payee(actor=carol, campaign=paid(2_000), **DETAILS | {field: " "})
    assert list(refused.value.message_dict) == [where]
