"""The guided form of a new round: what for, from which template, with which money, and when people vote."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rounds.models import Pot
from budgeting.rounds.round_templates import TEMPLATES
from cms.backoffice.fields import long_text, when_field
from participation.areas.models import Area
from participation.money import format_money
from participation.money_field import MoneyField


class RoundForm(forms.Form):
    """`pots()` gives (pot, minor units) for each pot with an amount."""

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
    template = forms.ChoiceField(label=gettext_lazy("Template"), widget=forms.RadioSelect)
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label=gettext_lazy("Where"),
        required=False,
        empty_label=gettext_lazy("The whole town"),
    )
    ballot_start = when_field(gettext_lazy("Voting starts"))
    ballot_end = when_field(
        gettext_lazy("Voting ends"),
        help_text=gettext_lazy("The template lays the other phases around the vote."),
    )
    rules_text = long_text(gettext_lazy("The rules in plain words"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [
            (key, f"{template.name}: {template.explanation}") for key, template in TEMPLATES.items()
        ]
        self._pots = list(Pot.objects.select_related("free", "area").filter(free__balance__gt=0))
        for pot in self._pots:
            self.fields[f"pot_{pot.pk}"] = MoneyField(
                label=_("From the pot “%(pot)s”") % {"pot": pot},
                currency=pot.currency,
                required=False,
                help_text=_("%(free)s is free in it. Leave it empty to leave the pot out.")
                % {"free": format_money(pot.free.balance, pot.currency)},
            )

    def clean_slug(self):
        return self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title", ""))[:120]

    def pots(self) -> list[tuple[Pot, int]]:
        amounts = ((pot, self.cleaned_data.get(f"pot_{pot.pk}")) for pot in self._pots)
        return [(pot, amount) for pot, amount in amounts if amount]
