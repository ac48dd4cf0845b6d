"""What people type to register, to log in and to be verified."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from participation.accounts.display_name import LONGEST, plain_name
from participation.accounts.login_codes import count_code, count_try
from participation.date_field import DateBoxesField
from participation.limits.refusal import TooOftenError
from participation.limits.trap import TrapField, fell_in

EMAIL_HELP = _("We send a code to this address. Nobody else sees it.")


class AsksForName(forms.Form):
    """The name that all others see. Whether it should be the real one is the council's choice."""

    display_name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Everyone sees this name beside what you write. It need not be your full name."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if settings.REAL_NAMES:
            # Asked for, never checked: no rule fits how all people are called.
            field = self.fields["display_name"]
            field.label = _("What is your name?")
            field.help_text = _(
                "Everyone sees this name beside what you write. On this site people use their real names."
            )
            field.widget.attrs["autocomplete"] = "name"

    def clean_display_name(self) -> str:
        return plain_name(self.cleaned_data["display_name"])


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["login"])

    def clean(self) -> dict:
        if address := self.cleaned_data.get("login"):
            count_code(context.request, address)
        return super().clean()


class SignupForm(AsksForName, allauth_forms.SignupForm):
    field_order = ["display_name", "email"]
    homepage = TrapField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            count_code(context.request, self.cleaned_data["email"])
        return cleaned

    def try_save(self, request):
        """A machine is led on as if it had registered; nothing is kept and no mail goes out."""
        if fell_in(self, "register"):
            return None, get_adapter().respond_email_verification_sent(request, None)
        return super().try_save(request)

    def signup(self, request, user) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"])


class CountedTries:
    def clean_code(self) -> str:
        # Without a code nobody can guess one: the address has no account, which must not show.
        if self.expected_code:
            try:
                count_try(context.request, self.expected_code)
            except TooOftenError as often:
                # Beside the code, and before it is compared: a refused try tells nothing about it.
                raise forms.ValidationError(often.words)
        return super().clean_code()


class ConfirmLoginCodeForm(CountedTries, allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


class ConfirmEmailCodeForm(CountedTries, allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"])


class AddKeyForm(key_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _limited(self.fields["name"], 100)
        alone = self.fields["passwordless"]
        alone.label = _("Log in with this key alone")
        alone.help_text = _(
            "The key then asks for your fingerprint, your face or its PIN each time. "
            "Without this, it is your second step after the code by email."
        )


def _plain_email(field: forms.Field) -> None:
    field.label = _("Email address")
    field.help_text = EMAIL_HELP
    field.widget.attrs.pop("placeholder", None)


def _plain_code(field: forms.CharField) -> None:
    field.label = _("The code from our email")
    field.help_text = _("Six digits.")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
    _limited(field, 12)


def _limited(field: forms.CharField, most: int) -> None:
    """For a field of allauth's, which sets no limit."""
    field.max_length = most
    field.validators = [*field.validators, MaxLengthValidator(most)]
    field.widget.attrs["maxlength"] = str(most)


class VerifyForm(forms.Form):
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("As the council knows it, for example on a letter about council tax. Any order will do."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    birth_date = DateBoxesField(
        label=_("Date of birth"), help_text=_("For example 31 12 1980."), autocomplete="bday"
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("Of the place where you live."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Mobile telephone number"),
        help_text=_("We send a code there and do not keep the number."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )


class PhoneCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from our text message"),
        help_text=_("Six digits."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class LetterForm(VerifyForm):
    address = forms.CharField(
        label=_("Address"),
        help_text=_("House number, street and town, as the postman needs them."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    field_order = ["name", "birth_date", "address", "postcode"]


class LetterCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code in our letter"),
        help_text=_("Eight letters and digits. Small letters will do."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class DeskCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the desk"),
        help_text=_("Ten letters and digits. Small letters will do."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ErasureForm(forms.Form):
    """What shall happen to public words, and a word typed by hand, so that nobody gets here by a slip."""

    words = forms.ChoiceField(
        label=_("What shall happen to your public words?"),
        choices=[
            ("keep", _("They stay, and “Former resident” stands beside them")),
            ("go", _("They go. Where people replied, it says “Removed by its author”")),
        ],
        widget=forms.RadioSelect,
    )
    typed = forms.CharField(
        label=_("Type the word: erase"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip().casefold()
        if typed not in (_("erase"), "erase"):
            raise forms.ValidationError(_("Type the word erase, in these five letters."))
        return typed


class ErasureCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from our email"),
        help_text=_("Six digits."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
