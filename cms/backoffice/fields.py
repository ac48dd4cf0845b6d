"""Form fields with Wagtail's widgets that several screens share."""

from django import forms
from wagtail.admin.widgets import AdminDateTimeInput


def when_field(label, **kwargs) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=AdminDateTimeInput, **kwargs)


def long_text(label, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
