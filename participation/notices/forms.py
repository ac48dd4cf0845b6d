"""The form that says how often mail of notices comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.notices.events import Group
from participation.notices.models import HowOften


class MailForm(forms.Form):
    how_often = forms.ChoiceField(
        label=_("How often do you want an email with your new notices?"),
        choices=HowOften.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        as_above = [("", _("As chosen above")), *HowOften.choices]
        for group in Group:
            self.fields[group.value] = forms.ChoiceField(label=group.label, required=False, choices=as_above)

    def by_group(self) -> dict[str, str]:
        return {group: self.cleaned_data[group] for group in Group.values}
