"""The shape of what people without an account type before they vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgeting.ballots.codes.declaring import places_asked
from budgeting.rounds.electorates import Electorate
from participation.accounts.forms import LetterForm, PhoneForm, VerifyForm
from participation.areas.models import Area
from participation.limits.trap import NAME, TrapField


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your card"),
        help_text=_("Ten letters and digits. Small letters will do."),
        max_length=30,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
                "data-card-code": "",
            }
        ),
    )


class FactsWithPhoneForm(PhoneForm, VerifyForm):
    field_order = ["name", "birth_date", "postcode", "phone"]


class AskLetterForm(LetterForm):
    """The address is left out by who has the letter already."""

    address = forms.CharField(
        label=_("Address"),
        help_text=_("House number, street and town. Leave it empty when our letter has come already."),
        max_length=280,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )


class DeclarationForm(forms.Form):
    """A short form, as the round declared it for these people. Nothing of it is kept."""

    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    age_band = forms.ChoiceField(label=_("How old are you?"), widget=forms.RadioSelect)
    school = forms.ChoiceField(label=_("Which school or group are you in?"))
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Where do you live?"))
    guardian = forms.CharField(
        label=_("Name of your parent or guardian, who signs too"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    signed = forms.BooleanField(label=_("I sign: this is true, it is about me, and I vote once."))

    def __init__(self, *args: Any, electorate: Electorate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["age_band"].choices = [(band, band) for band in electorate.bands]
        groups = [(group, group) for group in electorate.groups]
        self.fields["school"].choices = [("", _now("Choose")), *groups]
        self.fields["area"].queryset = places_asked(electorate)
        self.fields["area"].empty_label = _now("Choose")
        if not self.fields["area"].queryset.exists():
            del self.fields["area"]
        if not groups:
            del self.fields["school"]
        if not electorate.asks_guardian:
            del self.fields["guardian"]
        self.fields[NAME] = TrapField()
