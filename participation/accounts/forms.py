"""What people type to register, to log in and to be verified."""

import unicodedata

from allauth.account import forms as allauth_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EMAIL_HELP = _("We send a code to this address. Nobody else sees it.")


def plain_name(name: str) -> str:
    """The name with single spaces and no invisible signs. Refuses an email address: all would see it."""
    letters = (letter for letter in name if not unicodedata.category(letter).startswith("C"))
    name = " ".join("".join(letters).split())
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("Write a name with at least one letter."))
    if "@" in name:
        raise ValidationError(_("Do not use an email address here: everyone can see this name."))
    return name


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["login"])


class SignupForm(allauth_forms.SignupForm):
    field_order = ["display_name", "email"]
    display_name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Everyone sees this name beside what you write. It need not be your full name."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"])

    def clean_display_name(self) -> str:
        return plain_name(self.cleaned_data["display_name"])

    def signup(self, request, user) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"])


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


class ConfirmEmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


def _plain_email(field: forms.Field) -> None:
    field.label = _("Email address")
    field.help_text = EMAIL_HELP
    field.widget.attrs.pop("placeholder", None)


def _plain_code(field: forms.Field) -> None:
    field.label = _("The code from our email")
    field.help_text = _("Six digits.")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class VerifyForm(forms.Form):
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("As the council knows it, for example on a letter about council tax. Any order will do."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("For example 31/12/1980."),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"],
        error_messages={"invalid": _("Write the day, the month and the year, such as 31/12/1980.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("Of the place where you live."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
