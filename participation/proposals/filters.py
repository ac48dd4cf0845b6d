"""The filters beside a list of proposals: a GET form, so that an address can be kept and sent on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.proposals.models import Proposal

SORTS = [
    ("newest", _("Newest first")),
    ("supported", _("Most supported first")),
    ("discussed", _("Most discussed first")),
    ("near", _("Near me first")),
    ("mixed", _("Mixed up, new each day")),
]
VIEWS = [("cards", _("Cards")), ("table", _("Table")), ("map", _("Map"))]
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)")


@dataclass(frozen=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    process = forms.ChoiceField(label=_("Process"), required=False)
    area = forms.ChoiceField(label=_("Part of town"), required=False)
    category = forms.ChoiceField(label=_("Theme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Proposal.Status.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)
    view = forms.ChoiceField(required=False, choices=VIEWS, widget=forms.HiddenInput)
    near = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, areas: Iterable, categories: Iterable, processes: Iterable | None):
        """`processes` None: the list of one process, which is not chosen again."""
        super().__init__(data or None, auto_id="filter_%s")
        self.fields["area"].choices = [("", _("All")), *((area.slug, area.name) for area in areas)]
        self.fields["category"].choices = [("", _("All")), *((each.slug, each.name) for each in categories)]
        if processes is None:
            del self.fields["process"]
        else:
            self.fields["process"].choices = [("", _("All")), *((one.slug, one.title) for one in processes)]

    def clean_near(self) -> Point | None:
        found = _POINT.fullmatch(self.cleaned_data["near"])
        point = Point(float(found[1]), float(found[2])) if found else None
        return point if point and abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None

    def wanted(self) -> dict[str, Any]:
        """What to show; a filter that makes no sense is left out rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data if self.is_bound else {}
        return {name: cleaned.get(name) or "" for name in ("process", *self.fields)} | {
            "sort": cleaned.get("sort") or "newest",
            "view": cleaned.get("view") or "cards",
        }

    def is_filtering(self) -> bool:
        return any(value for name, value in self.wanted().items() if name not in ("sort", "view", "near"))
