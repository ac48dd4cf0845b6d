"""The forms of acts on projects that stand on an opened ballot: withdraw, cost anew, rule out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.ballots.actions import recost_project, withdraw_project
from budgeting.results.actions import rule_out_project
from budgeting.rounds.models import Project, Round
from cms.backoffice.fields import long_text
from participation.money_field import MoneyField


class ProjectReasonForm(forms.Form):
    """Made for one round: a standing project of it, and the public reason."""

    project = forms.ModelChoiceField(Project.objects.none(), label=gettext_lazy("Project"))
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=1000)

    def __init__(self, *args: Any, thing: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = thing.projects.standing().order_by("number")


class RecostForm(ProjectReasonForm):
    field_order = ("project", "cost", "reason")

    def __init__(self, *args: Any, thing: Round, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields["cost"] = MoneyField(label=_("New cost"), currency=thing.currency)
        self.order_fields(self.field_order)


def withdraw(actor: Any, round: Round, data: dict[str, Any]) -> str:
    return _said(withdraw_project(actor=actor, **data))


def recost(actor: Any, round: Round, data: dict[str, Any]) -> str:
    return _said(recost_project(actor=actor, **data))


def rule_out(actor: Any, round: Round, data: dict[str, Any]) -> str:
    if rule_out_project(actor=actor, **data) is None:
        return _waits()
    return _("The project is ruled out. Count again, so that the new version says so.")


def _said(change: Any) -> str:
    return _("Done. Everyone who voted or has a draft is told.") if change else _waits()


def _waits() -> str:
    return _("Your agreement is recorded. Then a different officer must agree; only then is it done.")
