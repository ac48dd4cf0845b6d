"""What officers and finance propose about money, and how a second person decides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.actions import close_match_fund
from budgeting.crowdfunding.actions.settling import payout_refusal
from budgeting.crowdfunding.payment_references import pledges_named_in
from budgeting.crowdfunding.rules import add_to_fund_refusal, close_fund_refusal, may_fund
from budgeting.treasury.actions import (
    approve_money_act,
    decline_money_act,
    propose_cut,
    propose_fund_top_up,
    propose_payee,
    propose_payout,
    propose_refund,
    propose_reversal,
    propose_top_up,
)
from budgeting.treasury.rules import may_decide, may_propose, reversible
from cms.backoffice.acts import Act, ReasonForm
from participation.money_field import MoneyField


class AmountForm(forms.Form):
    amount = MoneyField(label=gettext_lazy("Amount"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PayeeForm(forms.Form):
    holder = forms.CharField(label=gettext_lazy("Whose account it is"), max_length=120)
    account = forms.CharField(
        label=gettext_lazy("Sort code and account number, or IBAN"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows that it is theirs"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefundForm(ReasonForm):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the pledge"),
        max_length=30,
        help_text=gettext_lazy("It begins with RF and stands in the receipt."),
    )
    field_order = ("reference", "reason")


def waits() -> str:
    return _("It waits for a second person. Until then nothing moves.")


def _top_up(actor, pot, data) -> str:
    propose_top_up(actor=actor, pot=pot, **data)
    return waits()


def _add_to_fund(actor, fund, data) -> str:
    propose_fund_top_up(actor=actor, fund=fund, **data)
    return waits()


def _close_fund(actor, fund, data) -> str:
    close_match_fund(actor=actor, fund=fund)
    return _("The fund is closed. What was left is back in its pot.")


def _cut(actor, pot, data) -> str:
    propose_cut(actor=actor, pot=pot, **data)
    return waits()


def _reverse(actor, transfer, data) -> str:
    propose_reversal(actor=actor, transfer=transfer, **data)
    return waits()


def _may_pay(user, campaign, now) -> bool:
    return may_propose(user) and campaign.paid_out_at is None


def _payee(actor, campaign, data) -> str:
    propose_payee(actor=actor, campaign=campaign, **data)
    return waits()


def _payout(actor, campaign, data) -> str:
    propose_payout(actor=actor, campaign=campaign)
    return waits()


def _refund(actor, campaign, data) -> str:
    found = campaign.pledges.filter(pk__in=pledges_named_in(data["reference"]))
    if len(found) != 1:
        raise ValidationError({"reference": _("No pledge to this campaign has this reference.")})
    propose_refund(actor=actor, pledge=found[0], reason=data["reason"])
    return waits()


def _approve(actor, act, data) -> str:
    approve_money_act(actor=actor, act=act)
    return _("Approved. The money has moved.")


def _decline(actor, act, data) -> str:
    decline_money_act(actor=actor, act=act, reason=data["reason"])
    return _("Declined. Nothing has moved.")


POT_ACTS = {
    "top-up": Act(
        label=gettext_lazy("Put money in"),
        explanation=gettext_lazy("It comes from the treasury once a second person has approved."),
        icon="plus",
        may=lambda user, pot, now: may_propose(user),
        perform=_top_up,
        form=AmountForm,
    ),
    "cut": Act(
        label=gettext_lazy("Take money out"),
        explanation=gettext_lazy(
            "Only what is free can be taken out. It goes back to the treasury once a second person approves."
        ),
        icon="minus",
        may=lambda user, pot, now: may_propose(user),
        perform=_cut,
        form=AmountForm,
    ),
}
FUND_ACTS = {
    "top-up": Act(
        label=gettext_lazy("Put more money in"),
        explanation=gettext_lazy(
            "It comes out of the fund's pot once a second person has approved. First come, it serves later "
            "pledges; by the other rules, everybody at the end."
        ),
        icon="plus",
        may=lambda user, fund, now: may_propose(user) and not add_to_fund_refusal(fund),
        perform=_add_to_fund,
        form=AmountForm,
    ),
    "close": Act(
        label=gettext_lazy("Close the fund"),
        explanation=gettext_lazy(
            "All of its campaigns are over. What it does not need returns to its pot at once, and nobody can "
            "use it again."
        ),
        icon="cross",
        may=lambda user, fund, now: may_fund(user) and not close_fund_refusal(fund),
        perform=_close_fund,
    ),
}
TRANSFER_ACTS = {
    "reverse": Act(
        label=gettext_lazy("Reverse"),
        explanation=gettext_lazy(
            "The opposite is written into the books once a second person has approved. "
            "Both lines stay for everyone who reads them."
        ),
        icon="rotate",
        may=lambda user, transfer, now: may_propose(user) and reversible(transfer),
        perform=_reverse,
        form=ReasonForm,
    ),
}
CAMPAIGN_ACTS = {
    "payee": Act(
        label=gettext_lazy("Say where its money goes"),
        explanation=gettext_lazy(
            "The bank account of the group. Look at a letter of its bank, and ring the group on a number "
            "that you know. A second person checks it again."
        ),
        icon="key",
        may=_may_pay,
        perform=_payee,
        form=PayeeForm,
    ),
    "payout": Act(
        label=gettext_lazy("Pay the group"),
        explanation=gettext_lazy(
            "All that backers paid in and the council added. It leaves once a second person has approved."
        ),
        icon="tick-inverse",
        may=lambda user, campaign, now: may_propose(user) and not payout_refusal(campaign),
        perform=_payout,
    ),
    "refund": Act(
        label=gettext_lazy("Pay a backer back"),
        explanation=gettext_lazy(
            "What the council added to the pledge returns to its fund. "
            "It happens once a second person has approved."
        ),
        icon="rotate",
        may=lambda user, campaign, now: _may_pay(user, campaign, now) and bool(campaign.collected_id),
        perform=_refund,
        form=RefundForm,
    ),
}
DECIDING = {
    "approve": Act(
        label=gettext_lazy("Approve"),
        explanation=gettext_lazy("The money moves at once, and your name stands beside the first one."),
        icon="check",
        may=lambda user, act, now: may_decide(user, act),
        perform=_approve,
    ),
    "decline": Act(
        label=gettext_lazy("Decline"),
        explanation=gettext_lazy("Nothing moves. Who proposed it reads the reason."),
        icon="cross",
        may=lambda user, act, now: may_decide(user, act),
        perform=_decline,
        form=ReasonForm,
    ),
}
