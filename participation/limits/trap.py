"""A field that people do not see and machines fill in."""

import logging

from django import forms
from django.utils.translation import gettext_lazy as _

NAME = "homepage"
logger = logging.getLogger(__name__)


class TrapField(forms.CharField):
    """Hidden by the style sheet, from screen readers and from the keyboard; the label warns everyone else."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        super().__init__(label=_("Leave this field empty"), required=False, widget=widget)
        self.template_name = "participation/trap.html"


def fell_in(form: forms.BaseForm, where: str) -> bool:
    """Whether a machine filled the form in. Logged to be counted: where, never who or what."""
    caught = bool(form.cleaned_data.get(NAME))
    if caught:
        logger.warning("A machine filled in the hidden field: %s", where)
    return caught
