"""A date that people know by heart, in three boxes: day, month and year."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.clock import database_now

PARTS = ("day", "month", "year")
LABELS = {"day": gettext_lazy("Day"), "month": gettext_lazy("Month"), "year": gettext_lazy("Year")}
FIRST_YEAR = 1880


class DateBoxes(forms.MultiWidget):
    """`autocomplete` is the start of what browsers may fill in, such as "bday"."""

    template_name = "components/date_boxes.html"
    use_fieldset = True

    def __init__(self, autocomplete: str = ""):
        super().__init__({part: self._box(part, autocomplete) for part in PARTS})

    @staticmethod
    def _box(part: str, autocomplete: str) -> forms.TextInput:
        filled = {"autocomplete": f"{autocomplete}-{part}"} if autocomplete else {}
        return forms.TextInput(
            attrs={"inputmode": "numeric", "maxlength": 4 if part == "year" else 2, **filled}
        )

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [getattr(value, part) for part in PARTS] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = LABELS[part]
        return context


class DateBoxesField(forms.MultiValueField):
    """Cleans to a date of the past; an error names the box that is wrong."""

    def __init__(self, *, autocomplete: str = "", **kwargs: Any):
        super().__init__(
            fields=[forms.CharField(required=False) for _part in PARTS],
            widget=DateBoxes(autocomplete),
            require_all_fields=False,
            **kwargs,
        )

    def clean(self, value: list[str] | None) -> datetime.date | None:
        typed = [(text or "").strip() for text in value or ("", "", "")]
        if not any(typed):
            return self._nothing()
        return self.compress(typed)

    def _nothing(self) -> None:
        if self.required:
            raise ValidationError(_("Write the day, the month and the year."), code="required")

    def compress(self, typed: list[str]) -> datetime.date:
        day, month, year = _numbers(typed)
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            raise ValidationError(_("This month has no day %(day)d.") % {"day": day}, code="day") from None
        if date > database_now().date():
            raise ValidationError(_("The date must lie in the past."), code="future")
        return date


def _numbers(typed: list[str]) -> list[int]:
    """Day, month and year as numbers in their bounds. Raises ValidationError with a sentence for each box."""
    checks = (_day, _month, _year)
    faults = [fault for check, text in zip(checks, typed, strict=True) if (fault := check(text))]
    if faults:
        raise ValidationError(faults)
    return [int(text) for text in typed]


def _between(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4 and least <= int(text) <= most


def _day(text: str) -> str:
    if not text:
        return _("Write the day.")
    return "" if _between(text, 1, 31) else _("The day must be a number from 1 to 31.")


def _month(text: str) -> str:
    if not text:
        return _("Write the month.")
    return "" if _between(text, 1, 12) else _("The month must be a number from 1 to 12.")


def _year(text: str) -> str:
    if not text:
        return _("Write the year.")
    if _between(text, FIRST_YEAR, datetime.date.max.year):
        return ""
    return _("Write the year with all four digits, such as 1980.")
