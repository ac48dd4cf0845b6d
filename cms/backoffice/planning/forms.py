"""The forms of the guided set-up that ask for more than rules: what for, template, money, dates."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds.models import Pot
from budgeting.rounds.phase_order import phase_faults
from budgeting.rounds.round_templates import TEMPLATES, RoundTemplate
from cms.backoffice.fields import long_text, when_field
from participation.areas.models import Area
from participation.money import format_money
from participation.money_field import MoneyField
from participation.processes.actions import PhasePlan
from participation.processes.models import Phase, Process

TITLES = {
    Phase.Kind.PROPOSE: gettext_lazy("Propose ideas"),
    Phase.Kind.DEBATE: gettext_lazy("Talk it over"),
    Phase.Kind.REVIEW: gettext_lazy("The council checks and costs them"),
    Phase.Kind.BALLOT: gettext_lazy("Vote"),
    Phase.Kind.COUNT: gettext_lazy("Count and check"),
    Phase.Kind.DELIVER: gettext_lazy("Build"),
}
# So long a vote is suggested, and so many days from now the first phase.
VOTE_DAYS, NOTICE_DAYS = 14, 14
# How a browser's field of day and time takes and gives a moment.
MOMENT = "%Y-%m-%dT%H:%M"


class WhatForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty to make it from the title."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose in one sentence"),
        max_length=250,
        help_text=gettext_lazy("For example: share out £500,000 for better streets and parks."),
    )
    area = forms.ModelChoiceField(
        Area.objects.for_choice(),
        label=gettext_lazy("Where"),
        required=False,
        empty_label=gettext_lazy("The whole town"),
    )
    rules_text = long_text(
        gettext_lazy("More rules in plain words"),
        required=False,
        help_text=gettext_lazy("One a line. What the steps ask for is put into words by itself."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in cleaned:
            cleaned["slug"] = cleaned["slug"] or slugify(cleaned.get("title", ""))[:120]
            if Process.objects.filter(slug=cleaned["slug"]).exists():
                self.add_error("slug", _("This address is taken. Choose another one."))
        return cleaned


class TemplateForm(forms.Form):
    template = forms.ChoiceField(
        label=gettext_lazy("Template"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It fills the next steps with careful defaults. You can change each of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [
            (key, f"{template.name}: {template.explanation}") for key, template in TEMPLATES.items()
        ]


class PotsForm(forms.Form):
    """One amount for each pot with free money: the town's first, then by area."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        found = Pot.objects.select_related("free", "area", "category").filter(free__balance__gt=0)
        self._pots = sorted(found, key=lambda pot: (pot.area is not None, str(pot.area or ""), pot.name))
        for pot in self._pots:
            facts = {
                "free": format_money(pot.free.balance, pot.currency),
                "for": pot.meant_for or _("for the whole town"),
            }
            self.fields[f"pot_{pot.pk}"] = MoneyField(
                label=_("From the pot “%(pot)s”") % {"pot": pot},
                currency=pot.currency,
                required=False,
                min_value=1,
                max_value=pot.free.balance,
                help_text=_("It is %(for)s. %(free)s is free. Leave it empty to leave the pot out.") % facts,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not self.pots():
            raise forms.ValidationError(_("Give an amount from at least one pot."))
        return cleaned

    def pots(self) -> list[tuple[Pot, int]]:
        """(pot, minor units) for each pot with a sound amount."""
        amounts = ((pot, self.cleaned_data.get(f"pot_{pot.pk}")) for pot in self._pots)
        return [(pot, amount) for pot, amount in amounts if amount]


class DatesForm(forms.Form):
    """A start and an end for each phase; all but the vote may be left out."""

    def __init__(self, *args: Any, template: RoundTemplate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        suggested = {plan["kind"]: plan for plan in _suggested(template)}
        for kind, title in TITLES.items():
            words, needed = {"phase": title}, kind == Phase.Kind.BALLOT
            plan = suggested.get(kind)
            self.fields[f"{kind}_start"] = when_field(
                _("“%(phase)s” starts") % words,
                required=needed,
                initial=plan["start"] if plan else None,
                help_text="" if needed else _("Leave both empty to leave it out."),
            )
            self.fields[f"{kind}_end"] = when_field(
                _("“%(phase)s” ends") % words, required=needed, initial=plan["end"] if plan else None
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for kind in TITLES:
            for one, other in (("start", "end"), ("end", "start")):
                name = f"{kind}_{one}"
                if cleaned.get(f"{kind}_{other}") and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or leave both empty."))
        for name, sentence in phase_faults(self.phases()).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        start = cleaned.get("ballot_start")
        if start and start <= timezone.now() and "ballot_start" not in self.errors:
            self.add_error("ballot_start", _("Voting must start in the future."))
        return cleaned

    def phases(self) -> list[PhasePlan]:
        """The phases that have both times; of a form that was not sent, those suggested."""
        return list(self._phases())

    def _phases(self) -> Iterator[PhasePlan]:
        for kind, title in TITLES.items():
            start, end = self._time(f"{kind}_start"), self._time(f"{kind}_end")
            if start and end:
                yield {"kind": str(kind), "title": str(title), "start": start, "end": end}

    def _time(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound else self.fields[name].initial


def _suggested(template: RoundTemplate) -> list[PhasePlan]:
    """Whole weeks after a fortnight's notice, from nine in the morning to six in the evening."""
    first = timezone.localtime() + timedelta(days=NOTICE_DAYS + template.propose_days + template.review_days)
    start = (first + timedelta(days=-first.weekday() % 7)).replace(hour=9, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=VOTE_DAYS - 1)).replace(hour=18)
    return template.phases(start, end)
