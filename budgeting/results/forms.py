"""The shape of what the result's pages send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.results.actions.objecting import LONGEST_REASON


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Name the project, the number or the rule, and say what you think is right."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
