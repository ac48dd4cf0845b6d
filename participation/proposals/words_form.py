"""The words of a proposal as a form: whole for changing it, or a few fields for one step of writing."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.areas.models import Area
from participation.money_field import MoneyField
from participation.processes.models import Category
from participation.proposals.models import Proposal
from participation.proposals.models.version import KEPT

LARGEST_COST = 10**12


def point_field(label: Any, most: int) -> forms.FloatField:
    """One half of a place on the map: where a browser draws maps, the pin writes it."""
    plain = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.FloatField(label=label, required=False, min_value=-most, max_value=most, widget=plain)


# Of an area and a category (None: not chosen yet): what does not fit, as a sentence for either field.
Fits = Callable[[Any, Any], dict[str, str]]


class WordsForm(forms.ModelForm):
    """`names`: the fields that are asked for; the others are as if they were not there. `fits` says whether
    there is room for the place and the theme."""

    rough_cost = MoneyField(
        label=_("Roughly, what might it cost?"),
        help_text=_(
            "A guess is fine. Leave it empty if you do not know: the council works out the real cost."
        ),
        required=False,
        max_value=LARGEST_COST,
    )
    latitude = point_field(_("Degrees north"), 90)
    longitude = point_field(_("Degrees east"), 180)

    class Meta:
        model = Proposal
        fields = KEPT
        help_texts = {
            "title": _("A few words that say what you want, such as “A bench by the ferry”."),
            "what": _("Say what should be there or happen that is not there now."),
            "why": _("What is the problem, and what would be better?"),
            "place": _("A street, a park or a building that people know."),
            "who_for": _("Who would use it or feel the difference?"),
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 6}),
            "why": forms.Textarea(attrs={"rows": 6}),
            "who_for": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, names: Iterable[str] = KEPT, fits: Fits | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fits = fits
        asked = set(names)
        for name in [name for name in KEPT if name not in asked]:
            del self.fields[name]
        self._offer("area", Area.objects.for_choice(), _("Choose a part of town"))
        self._offer("category", Category.objects.all(), _("Choose a theme"))

    def clean_title(self) -> str:
        """One line, whatever was pasted: titles stand in mails and files of one line a thing."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"latitude", "longitude"} <= cleaned.keys():
            north, east = cleaned["latitude"], cleaned["longitude"]
            if (north is None) != (east is None):
                missing = "latitude" if north is None else "longitude"
                self.add_error(missing, _("A place on the map needs both numbers, or none."))
        self._refuse_what_does_not_fit(cleaned)
        return cleaned

    def _refuse_what_does_not_fit(self, cleaned: dict[str, Any]) -> None:
        if self.fits is None or not {"area", "category"} & cleaned.keys():
            return
        for name, sentence in self.fits(cleaned.get("area"), cleaned.get("category")).items():
            if name in self.fields:
                self.add_error(name, sentence)

    def _offer(self, name: str, rows: Any, empty: Any) -> None:
        if name in self.fields:
            self.fields[name].queryset = rows
            self.fields[name].empty_label = empty


class ChangeForm(WordsForm):
    """All words of a published proposal, why they change, and the number of the version that was seen."""

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("Everyone can read this beside the change."),
        max_length=300,
        required=False,
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)
    field_order = (
        "title",
        "what",
        "why",
        "place",
        "area",
        "latitude",
        "longitude",
        "who_for",
        "category",
        "rough_cost",
        "reason",
        "base",
    )

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in KEPT}


class GiveUpForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("Everyone can read this on the page of the proposal, which stays."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
