"""What a backer types."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.crowdfunding.models import Campaign
from participation.money import format_money
from participation.money_field import MoneyField

LEAST = 100
OTHER = "other"
SUGGESTED = (500, 1000, 2500, 5000)


class PledgeForm(forms.Form):
    """A suggested amount or one's own; `key` makes a repeated send harmless."""

    suggested = forms.ChoiceField(label=_("How much?"), widget=forms.RadioSelect, required=False)
    own_amount = MoneyField(label=_("My own amount"), required=False)
    named = forms.BooleanField(label=_("Show my name among the backers"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, campaign: Campaign, **kwargs):
        kwargs.setdefault("initial", {"key": secrets.token_urlsafe(24)})
        super().__init__(*args, **kwargs)
        fitting = [amount for amount in SUGGESTED if amount <= campaign.to_go]
        choices = [(str(amount), format_money(amount, campaign.currency)) for amount in fitting]
        self.fields["suggested"].choices = [*choices, (OTHER, _("Another amount"))]
        least = min(LEAST, campaign.to_go)
        self.fields["own_amount"] = MoneyField(
            label=_("My own amount"),
            required=False,
            currency=campaign.currency,
            min_value=least,
            max_value=campaign.to_go,
            help_text=_("Only if you chose “Another amount”. At least %(least)s, at most %(most)s.")
            % {
                "least": format_money(least, campaign.currency),
                "most": format_money(campaign.to_go, campaign.currency),
            },
        )
        self.order_fields(["suggested", "own_amount", "named", "key"])

    def clean(self):
        cleaned = super().clean()
        suggested, own = cleaned.get("suggested"), cleaned.get("own_amount")
        if suggested and suggested != OTHER and own:
            self.add_error("own_amount", _("Choose one: an amount above, or your own."))
        elif suggested and suggested != OTHER:
            cleaned["amount"] = int(suggested)
        elif own:
            cleaned["amount"] = own
        elif "own_amount" not in self.errors:
            self.add_error("suggested", _("Choose an amount, or type your own."))
        return cleaned
