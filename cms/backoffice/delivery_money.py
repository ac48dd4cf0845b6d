"""The money of a funded project: asked for by an officer, decided by finance; giving a project up."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.delivery.actions import (
    ask_for_closing,
    ask_for_more_money,
    give_up_project,
    grant_money_request,
    refuse_money_request,
)
from budgeting.delivery.actions.giving_up import ACT
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.project_money import money_of
from budgeting.delivery.rules import may_ask_for_money, may_decide_money, may_give_up
from budgeting.rounds.consents import Consent
from cms.backoffice.acts import Act, ReasonForm
from participation.money_field import MoneyField


class AmountForm(forms.Form):
    amount = MoneyField(label=gettext_lazy("How much more"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason, for everyone to read"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FinalForm(AmountForm):
    amount = MoneyField(label=gettext_lazy("All that it cost"), min_value=0)


def consents_to_give_up():
    """First officers who said that a winner cannot be built, while a second one is missing."""
    return Consent.objects.filter(act=ACT).select_related("round__process", "agreed_by")


def _still_moves(project) -> bool:
    return not money_of(project).settled and not project.money_requests.waiting().exists()


def _may_ask(user, project, now) -> bool:
    return may_ask_for_money(user) and _still_moves(project)


def _more(actor, project, data) -> str:
    ask_for_more_money(actor=actor, project=project, **data)
    return _("Finance decides about it. Until then nothing moves.")


def _close(actor, project, data) -> str:
    ask_for_closing(actor=actor, project=project, **data)
    return _("Finance checks it. Then it counts as paid, and what is left goes back to the pot.")


def _give_up(actor, project, data) -> str:
    if give_up_project(actor=actor, project=project, **data) is None:
        return _("It waits for a second officer, on the desk of the round. Until then nothing happens.")
    return _("“%(project)s” is given up. Its money followed the rule of the round.") % {"project": project}


MONEY_ACTS = {
    "more-money": Act(
        label=gettext_lazy("Ask for more money"),
        explanation=gettext_lazy(
            "The money comes from what is free in the project's pot. Finance decides. "
            "Everyone reads the reason."
        ),
        icon="plus",
        may=_may_ask,
        perform=_more,
        form=AmountForm,
    ),
    "close": Act(
        label=gettext_lazy("Close its books"),
        explanation=gettext_lazy(
            "For a project that is finished and paid. Finance checks the sum. "
            "What is left returns to the pot."
        ),
        icon="lock",
        may=_may_ask,
        perform=_close,
        form=FinalForm,
    ),
    "give-up": Act(
        label=gettext_lazy("It cannot be built"),
        explanation=gettext_lazy(
            "Two officers must agree. What is left of its money goes where the rule of the round says, and "
            "the people who follow it are told. This cannot be taken back. Everyone reads the reason."
        ),
        icon="warning",
        may=lambda user, project, now: may_give_up(user) and _still_moves(project),
        perform=_give_up,
        form=ReasonForm,
    ),
}


def _grant(actor, request, data) -> str:
    grant_money_request(actor=actor, request=request)
    return _("Approved. The money has moved, and people who follow the project are told.")


def _refuse(actor, request, data) -> str:
    refuse_money_request(actor=actor, request=request, reason=data["reason"])
    return _("Refused. The reason stands on the page of the project.")


def _may_decide(user, request: MoneyRequest, now) -> bool:
    return may_decide_money(user, request)


REQUEST_ACTS = {
    "grant": Act(
        label=gettext_lazy("Approve"),
        explanation=gettext_lazy("The money moves at once. This cannot be taken back."),
        icon="check",
        may=_may_decide,
        perform=_grant,
    ),
    "refuse": Act(
        label=gettext_lazy("Refuse"),
        explanation=gettext_lazy("Nothing moves. Everyone reads the reason on the page of the project."),
        icon="cross",
        may=_may_decide,
        perform=_refuse,
        form=ReasonForm,
    ),
}
