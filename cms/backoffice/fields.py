"""Form fields with Wagtail's widgets that several screens share."""

from django import forms
from wagtail.admin.widgets import AdminDateTimeInput

# A text that has no limit of its own: about eight pages.
LONGEST = 20_000


class LongText(forms.CharField):
    """For `field_classes` of a form whose model sets no limit."""

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length or LONGEST, **kwargs)


def when_field(label, **kwargs) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=AdminDateTimeInput, **kwargs)


def day_field(label, **kwargs) -> forms.DateField:
    """With the browser's own way to choose a day, which covers no button on a phone."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **kwargs)


def long_text(label, **kwargs) -> LongText:
    return LongText(label=label, **kwargs)
