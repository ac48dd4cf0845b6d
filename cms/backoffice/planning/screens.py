"""The screens of the guided set-up: one for each step, the review, and throwing a plan away.

Each step keeps what was typed, right or wrong, before it goes anywhere: going back loses nothing.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from budgeting.rounds.actions import drop_plan, finish_plan, keep_answers
from budgeting.rounds.phase_order import phase_notes, places
from budgeting.rounds.plans import RoundPlan
from budgeting.rounds.round_templates import TEMPLATES
from budgeting.rounds.rules import plan_refusal
from budgeting.treasury.models import MoneyAct
from cms.backoffice.planning.forms import DatesForm
from cms.backoffice.planning.steps import REVIEW, TITLES, Setup, with_new_template
from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from participation.when import span_words

STEPS = list(TITLES)


def step_address(plan: RoundPlan, step: str) -> str:
    return reverse("rounds:plan", args=[plan.pk, step])


def timeline(form: forms.BaseForm) -> dict[str, Any]:
    """The phases as bars and in words; nothing where the form holds none."""
    form.is_valid()
    phases = form.phases() if isinstance(form, DatesForm) else []
    bars = [
        {
            "title": plan["title"],
            "span": span_words(plan["start"], plan["end"]),
            "x": x,
            "width": width,
            "y": 32 * row,
        }
        for row, (plan, x, width) in enumerate(places(phases))
    ]
    return {"bars": bars, "height": 32 * len(bars), "notes": phase_notes(phases)}


class PlanScreenBase(Screen):
    """A screen below /admin/rounds/plan/<plan>/, for officers."""

    header_icon = "tick-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse(plan_refusal(request.user))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def plan(self) -> RoundPlan:
        return get_object_or_404(RoundPlan, pk=self.kwargs["plan"])

    def get_page_subtitle(self) -> str:
        return str(self.plan)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": reverse("rounds:index"), "label": _("Rounds")}, items[-1]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = self.kwargs.get("step", REVIEW)
        return {
            **super().get_context_data(**kwargs),
            "plan": self.plan,
            "step": here,
            "steps": steps_of(self.plan, here),
            "asked_for": MoneyAct.objects.top_ups_waiting().count() if here == "pots" else 0,
        }


def steps_of(plan: RoundPlan | None, here: str) -> list[dict[str, Any]]:
    """Each step with its address, and whether it is answered or the one of now; "" before there is a plan."""
    titles = {**TITLES, REVIEW: _("Look it over")}
    answers = plan.answers if plan else {}
    return [
        {
            "title": title,
            "number": number,
            "href": step_address(plan, key) if plan else "",
            "place": "now" if key == here else "past" if key in answers else "next",
        }
        for number, (key, title) in enumerate(titles.items(), start=1)
    ]


class StepView(PlanScreenBase, FormView):
    """One step. Its buttons go on, back, to the review, or stay and show the dates as a picture."""

    template_name = "cms/backoffice/planning/step.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] not in TITLES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(TITLES[self.kwargs["step"]])

    def get_form(self, form_class: Any = None) -> forms.BaseForm:
        return Setup(self.plan).form(self.kwargs["step"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = super().get_context_data(**kwargs)
        return {**page, "timeline": timeline(page["form"]), "is_first": self.kwargs["step"] == STEPS[0]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step, setup = kwargs["step"], Setup(self.plan)
        kept = {step: typed(request.POST, setup.form(step))}
        if step == "template":
            chosen = TEMPLATES.get(request.POST.get("template", ""), setup.template)
            kept |= with_new_template(self.plan.answers, setup.template, chosen)
        self.plan = keep_answers(actor=request.user, plan=self.plan, answers=kept)
        at, go = STEPS.index(step), request.POST.get("go", "on")
        if go == "back":
            return redirect(step_address(self.plan, STEPS[max(at - 1, 0)]))
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        if go == "stay":
            return redirect(step_address(self.plan, step) + "#timeline")
        after = [*STEPS, REVIEW][at + 1] if go == "on" else REVIEW
        return redirect(step_address(self.plan, after))


def typed(sent: QueryDict, form: forms.BaseForm) -> dict[str, list[str]]:
    """What was sent for the fields of a form, as it was typed."""
    return {name: sent.getlist(name) for name in form.fields if name in sent}


class ReviewView(PlanScreenBase, TemplateView):
    """All answers on one page; POST makes the round of them."""

    template_name = "cms/backoffice/planning/review.html"

    def get_page_title(self) -> str:
        return _("Look it over")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        setup = Setup(self.plan)
        summaries = list(setup.summaries())
        return {
            **super().get_context_data(**kwargs),
            "summaries": [{"summary": each, "href": step_address(self.plan, each.key)} for each in summaries],
            "notes": setup.notes,
            "people": setup.people,
            "ready": not any(each.problems for each in summaries),
            "timeline": timeline(setup.form("dates")),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        setup = Setup(self.plan)
        if any(summary.problems for summary in setup.summaries()):
            messages.error(request, _("Some steps still need you. They say what is missing."))
            return redirect(step_address(self.plan, REVIEW))
        try:
            round = finish_plan(actor=request.user, plan=self.plan, **setup.given())
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(step_address(self.plan, REVIEW))
        messages.success(
            request,
            _("The round is planned, and nobody sees it yet. Put projects on its list, then open it."),
        )
        return redirect("rounds:desk", round.pk)


class DropPlanView(PlanScreenBase, TemplateView):
    """Asks once; POST throws the plan away."""

    template_name = "cms/backoffice/planning/drop.html"

    def get_page_title(self) -> str:
        return _("Throw this plan away")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        drop_plan(actor=request.user, plan=self.plan)
        messages.success(request, _("The plan is gone."))
        return redirect("rounds:index")
