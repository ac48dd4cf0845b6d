"""The filters beside a list of proposals: a GET form, so that an address can be kept and sent on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.proposals.models import Proposal

SORTS = [
    ("newest", _("Newest first")),
    ("supported", _("Most supported first")),
    ("mixed", _("Mixed up, new each day")),
]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    area = forms.ChoiceField(label=_("Part of town"), required=False)
    category = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Proposal.Status.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Any, *, areas: Iterable, categories: Iterable):
        super().__init__(data or None, auto_id="filter_%s")
        self.fields["area"].choices = [("", _("All")), *((area.slug, area.name) for area in areas)]
        self.fields["category"].choices = [("", _("All")), *((each.slug, each.name) for each in categories)]

    def wanted(self) -> dict[str, str]:
        """What to show; a filter that makes no sense is left out rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data if self.is_bound else {}
        return {name: cleaned.get(name, "") for name in self.fields} | {
            "sort": cleaned.get("sort") or "newest"
        }

    def is_filtering(self) -> bool:
        return any(value for name, value in self.wanted().items() if name != "sort")
