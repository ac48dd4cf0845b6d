"""The steps of the guided set-up and what a plan holds for each; pure reading, the actions write."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds.models import Pot, Round
from budgeting.rounds.plans import RoundPlan
from budgeting.rounds.round_templates import TEMPLATES, RoundTemplate
from cms.backoffice.planning.forms import DatesForm, PotsForm, TemplateForm, WhatForm
from cms.backoffice.planning.people import People
from cms.backoffice.planning.rule_form import RULE_STEPS, RuleForm, rule_form, rules_of_step
from participation.money import format_money
from participation.when import when_words

TITLES = {
    "what": gettext_lazy("What and where"),
    "template": gettext_lazy("Template"),
    "pots": gettext_lazy("Money"),
    "dates": gettext_lazy("Dates"),
    "voters": gettext_lazy("Who proposes and votes"),
    "ballot": gettext_lazy("Ballot"),
    "counting": gettext_lazy("Counting"),
    "paper": gettext_lazy("Paper and online"),
    "shown": gettext_lazy("What is shown"),
}
REVIEW = "review"
# Steps that a template cannot answer.
NEEDED = ("what", "template", "pots", "dates")


def raw(value: Any) -> list[str]:
    """A value of a rule as a form sends it."""
    if isinstance(value, bool):
        return ["on"] if value else []
    return ["" if value is None else str(value)]


@dataclass(frozen=True)
class Summary:
    """A step on the review: its rows of label and value, and what is wrong or missing in it."""

    key: str
    title: Any
    rows: list[tuple[str, str]]
    problems: list[str]


class Setup:
    """A plan with its forms; `answers` in place of the plan's own, to look at them before they are kept."""

    def __init__(self, plan: RoundPlan, answers: dict[str, Any] | None = None):
        self.plan = plan
        self.answers: dict[str, dict[str, list[str]]] = plan.answers if answers is None else answers

    @cached_property
    def template_key(self) -> str:
        [key] = self.answers.get("template", {}).get("template", [""]) or [""]
        return key if key in TEMPLATES else next(iter(TEMPLATES))

    @property
    def template(self) -> RoundTemplate:
        return TEMPLATES[self.template_key]

    @cached_property
    def pots(self) -> list[tuple[Pot, int]]:
        form = PotsForm(self.sent("pots") or QueryDict())
        form.is_valid()
        return form.pots()

    @property
    def people(self) -> People:
        """Who is declared again from an earlier round, with those of their pots that this one has."""
        return People(self.answers, [pot for pot, _amount in self.pots])

    def sent(self, step: str) -> QueryDict | None:
        """What was answered in a step, as a form takes it; None where nobody was there yet."""
        if step not in self.answers:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.answers[step].items():
            data.setlist(name, values)
        return data

    def form(self, step: str) -> forms.BaseForm:
        data = self.sent(step)
        if step in RULE_STEPS:
            return self._rules_as(step, data, self.round_so_far(without=step))
        if step == "dates":
            return DatesForm(data, template=self.template)
        return {"what": WhatForm, "template": TemplateForm, "pots": PotsForm}[step](data)

    def round_so_far(self, without: str = "") -> Round:
        """An unsaved round with the template's rules and all that was soundly answered otherwise."""
        round = Round(**self.template.rules())
        for step in RULE_STEPS:
            if step != without and step in self.answers:
                form = rule_form(rules_of_step(step))(
                    self.sent(step), instance=Round(**self.template.rules()), pots=None
                )
                form.is_valid()
                for name, value in form.cleaned_data.items():
                    setattr(round, name, value)
        return round

    @property
    def notes(self) -> list[str]:
        """What may be meant and is worth a look; it stops nothing."""
        if not self.template.themed:
            return []
        words = _(
            "“%(pot)s” pays for every theme, and the template “%(template)s” is made for pots of one theme. "
            "You choose the theme when you make a pot."
        )
        open_to_all = [pot for pot, _amount in self.pots if pot.category_id is None]
        return [words % {"pot": pot, "template": self.template.name} for pot in open_to_all]

    def _rules_as(self, step: str, data: QueryDict | None, round: Round) -> RuleForm:
        pots = [pot for pot, _amount in self.pots]
        return rule_form(rules_of_step(step))(data, instance=round, pots=pots, template=self.template)

    def summaries(self) -> Iterator[Summary]:
        for step, title in TITLES.items():
            form = self.form(step)
            if not form.is_bound and step in RULE_STEPS:
                form = self._rules_as(step, self._defaults(step), self.round_so_far())
            missing = [_("This step waits for your answers.")] if not form.is_bound else []
            wrong = [f"{_label(form, name)}: {' '.join(told)}" for name, told in form.errors.items()]
            yield Summary(step, title, _rows(form), missing or wrong)

    def _defaults(self, step: str) -> QueryDict:
        data, rules = QueryDict(mutable=True), self.template.rules()
        for name in rules_of_step(step):
            data.setlist(name, raw(rules[name]))
        return data

    def given(self) -> dict[str, Any]:
        """What `create_round` asks for; every summary must be without problems."""
        what, dates = self.form("what"), self.form("dates")
        assert isinstance(dates, DatesForm)
        what.full_clean()
        dates.full_clean()
        round = self.round_so_far()
        return {
            **what.cleaned_data,
            "template": self.template_key,
            "pots": self.pots,
            "phases": dates.phases(),
            "ballot_start": dates.cleaned_data["ballot_start"],
            "ballot_end": dates.cleaned_data["ballot_end"],
            "electorates": self.people.declared,
            **{name: getattr(round, name) for step in RULE_STEPS for name in rules_of_step(step)},
        }


def with_new_template(answers: dict[str, Any], old: RoundTemplate, new: RoundTemplate) -> dict[str, Any]:
    """The rule steps, where what still stood at the old template's default goes to the new one's."""
    before, after = old.rules(), new.rules()

    def kept(step: str, name: str) -> list[str]:
        typed: list[str] = answers[step].get(name, [])
        return raw(after[name]) if typed == raw(before[name]) else typed

    return {
        step: {name: kept(step, name) for name in rules_of_step(step)}
        for step in RULE_STEPS
        if step in answers
    }


def _label(form: forms.BaseForm, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else _("This step")


def _rows(form: forms.BaseForm) -> list[tuple[str, str]]:
    if isinstance(form, RuleForm):
        return form.said()
    if not form.is_bound:
        return []
    if isinstance(form, PotsForm):
        return [
            (f"{pot} {pot.meant_for}".strip(), format_money(amount, pot.currency))
            for pot, amount in form.pots()
        ]
    if isinstance(form, DatesForm):
        return [
            (plan["title"], f"{when_words(plan['start'])} – {when_words(plan['end'])}")
            for plan in form.phases()
        ]
    if isinstance(form, TemplateForm):
        chosen = TEMPLATES.get(form.cleaned_data.get("template", ""))
        return [(_("Template"), str(chosen.name))] if chosen else []
    return [(str(field.label), _plain_value(form, name)) for name, field in form.fields.items()]


def _plain_value(form: forms.BaseForm, name: str) -> str:
    field, value = form.fields[name], form.cleaned_data.get(name)
    if isinstance(field, forms.ModelChoiceField):
        return str(value or field.empty_label)
    return " / ".join(str(value).splitlines()) if value else _("none")
