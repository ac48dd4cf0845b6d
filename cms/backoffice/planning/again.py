"""Plans the next round like an earlier one: rules, pots and phases, a year later on the same weekdays."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.rounds.actions import begin_plan
from budgeting.rounds.models import Round
from budgeting.rounds.round_templates import TEMPLATES
from budgeting.rounds.rules import may_plan, plan_refusal
from cms.backoffice.acts import Act
from cms.backoffice.planning.forms import MOMENT, TITLES
from cms.backoffice.planning.people import kept_electorates
from cms.backoffice.planning.rule_form import RULE_STEPS, rules_of_step
from cms.backoffice.planning.screens import step_address
from cms.backoffice.planning.steps import REVIEW, raw
from cms.backoffice.refusals import refuse
from cms.backoffice.round_screens import RoundScreen, desk_address
from participation.money import format_plain

# 52 weeks: a Monday stays a Monday.
YEAR = timedelta(weeks=52)
AGAIN = Act(
    label=gettext_lazy("Plan the next round like this one"),
    explanation=gettext_lazy(
        "A new plan takes over its words, rules, pots and phases, a year later on the same weekdays. "
        "People with pots of their own are declared again, without their codes. "
        "It takes over no projects and no people."
    ),
    icon="copy",
    may=lambda user, round, now: may_plan(user),
    perform=lambda actor, round, data: "",
)


def answers_like(round: Round) -> dict[str, dict[str, list[str]]]:
    """The answers of a guided set-up that would make this round again, at its next time."""
    years = years_until_next(round.phase.start)
    process = round.process
    rules = {step: {name: raw(getattr(round, name)) for name in rules_of_step(step)} for step in RULE_STEPS}
    return {
        "what": {
            "title": [_later(process.title, years)],
            "slug": [""],
            "purpose": [_later(process.purpose, years)],
            "area": [str(process.area_id or "")],
            "rules_text": [process.rules],
        },
        "template": {"template": [_nearest_template(round)]},
        "pots": {
            f"pot_{share.pot_id}": [format_plain(share.amount, round.currency)]
            for share in round.pots.order_by("pk")
        },
        "dates": _dates(round, years),
        **kept_electorates(round),
        **rules,
    }


def years_until_next(start: datetime) -> int:
    """How many years later the vote lies in the future again; at least one."""
    years = 1
    while start + years * YEAR <= timezone.now():
        years += 1
    return years


def _dates(round: Round, years: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {f"{kind}_{end}": [""] for kind in TITLES for end in ("start", "end")}
    for phase in round.process.phases.order_by("-start"):
        if phase.kind in TITLES:
            for end in ("start", "end"):
                found[f"{phase.kind}_{end}"] = [_same_hour(getattr(phase, end), years)]
    return found


def _same_hour(moment: datetime, years: int) -> str:
    """By the town's own clock, whatever the season."""
    return (timezone.localtime(moment).replace(tzinfo=None) + years * YEAR).strftime(MOMENT)


def _later(text: str, years: int) -> str:
    """The text with each year in it moved on."""
    return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + years), text)


def _nearest_template(round: Round) -> str:
    """The template whose rules are most like the round's: its reasons fit best."""

    def alike(key: str) -> int:
        return sum(getattr(round, name) == value for name, value in TEMPLATES[key].rules().items())

    return max(TEMPLATES, key=alike)


class PlanAgainView(RoundScreen, FormView):
    """Says what is taken over; POST makes the plan and leads to its review."""

    template_name = "cms/backoffice/act.html"
    form_class = forms.Form

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse(plan_refusal(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(AGAIN.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "act": AGAIN, "desk_url": desk_address(self.round.pk)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        plan = begin_plan(actor=self.request.user, answers=answers_like(self.round))
        messages.success(self.request, _("The plan lies a year later. Look it over and change what differs."))
        return redirect(step_address(plan, REVIEW))
