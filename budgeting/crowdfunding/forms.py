"""What a backer types."""

import secrets

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.models import Campaign
from participation.money import format_money
from participation.money_field import MoneyField

LEAST = 100
OTHER = "other"
SUGGESTED = (500, 1000, 2500, 5000)


def suggested_for(campaign: Campaign) -> list[tuple[str, str]]:
    """(minor units as text, words) of the amounts that the campaign can still take."""
    fitting = [amount for amount in SUGGESTED if amount <= campaign.to_go]
    return [(str(amount), format_money(amount, campaign.currency)) for amount in fitting]


class PledgeForm(forms.Form):
    """A suggested amount or one's own; `key` makes a repeated send harmless."""

    suggested = forms.ChoiceField(label=gettext_lazy("How much?"), widget=forms.RadioSelect, required=False)
    own_amount = MoneyField(label=gettext_lazy("If another: which?"), required=False)
    named = forms.BooleanField(label=gettext_lazy("Show my name among the backers"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, campaign: Campaign, wished: str = "", **kwargs):
        initial = {"key": secrets.token_urlsafe(24), "suggested": wished}
        super().__init__(*args, initial=initial, **kwargs)
        currency, most, least = campaign.currency, campaign.to_go, min(LEAST, campaign.to_go)
        limits = {"least": format_money(least, currency), "most": format_money(most, currency)}
        suggested, own = self.fields["suggested"], self.fields["own_amount"]
        suggested.choices = [*suggested_for(campaign), (OTHER, _("Another amount"))]
        suggested.error_messages["invalid_choice"] = (
            _("Choose one of these amounts. The campaign needs only %(most)s more.") % limits
        )
        own.currency, own.min_value, own.max_value = currency, least, most
        own.help_text = _("At least %(least)s, at most %(most)s.") % limits

    def clean(self):
        cleaned = super().clean()
        suggested, own = cleaned.get("suggested"), cleaned.get("own_amount")
        if suggested and suggested != OTHER and own:
            self.add_error("own_amount", _("Choose one of the amounts, or type your own; not both."))
        elif suggested and suggested != OTHER:
            cleaned["amount"] = int(suggested)
        elif own:
            cleaned["amount"] = own
        elif suggested == OTHER and "own_amount" not in self.errors:
            self.add_error("own_amount", _("Type the amount that you want to pledge."))
        elif not self.errors:
            self.add_error("suggested", _("Choose an amount, or type your own."))
        return cleaned
