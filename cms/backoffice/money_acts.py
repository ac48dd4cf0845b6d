"""What officers and finance propose about money, and how a second person decides."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.treasury.actions import (
    approve_money_act,
    decline_money_act,
    propose_cut,
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


def waits() -> str:
    return _("It waits for a second person. Until then nothing moves.")


def _top_up(actor, pot, data) -> str:
    propose_top_up(actor=actor, pot=pot, **data)
    return waits()


def _cut(actor, pot, data) -> str:
    propose_cut(actor=actor, pot=pot, **data)
    return waits()


def _reverse(actor, transfer, data) -> str:
    propose_reversal(actor=actor, transfer=transfer, **data)
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
