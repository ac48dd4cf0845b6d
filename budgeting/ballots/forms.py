"""The shape of what ballot pages send."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from budgeting.ballots.receipts import as_written
from budgeting.ballots.refusals import BallotRefused


def sent_choices(sent: QueryDict) -> tuple[int, ...]:
    """Numbers of the ticked projects, without one whose remove button was pressed. Raises BallotRefused."""
    numbers = {_number(text) for text in sent.getlist("choice")}
    if "remove" in sent:
        numbers.discard(_number(sent["remove"]))
    return tuple(sorted(numbers))


def sent_key(sent: Mapping[str, str]) -> str:
    """The retry key of a review page; a short or missing one is no key."""
    key = sent.get("key", "")
    if not 16 <= len(key) <= 64:
        raise BallotRefused("key_reused")
    return key


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BallotRefused("unknown")
    return int(text)


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Sixteen letters and digits, such as K7QF-3M2P-9XWD-T4RA."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_receipt(self) -> str:
        return as_written(self.cleaned_data["receipt"])
