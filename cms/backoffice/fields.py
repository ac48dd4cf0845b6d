"""Form fields that several screens share."""

from django import forms

# A text that has no limit of its own: about eight pages.
LONGEST = 20_000


class LongText(forms.CharField):
    """For `field_classes` of a form whose model sets no limit."""

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length or LONGEST, **kwargs)


def when_field(label, **kwargs) -> forms.DateTimeField:
    """With the browser's own way to choose day and time: no calendar opens over the next field or button."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, **kwargs)


def day_field(label, **kwargs) -> forms.DateField:
    """With the browser's own way to choose a day, which covers no button on a phone."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **kwargs)


def long_text(label, **kwargs) -> LongText:
    return LongText(label=label, **kwargs)
