"""The form with which a resident starts a debate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.areas.models import Area
from participation.debates.models import Debate


class DebateForm(forms.ModelForm):
    class Meta:
        model = Debate
        fields = ["title", "words", "area", "category"]
        help_texts = {
            "title": _("Ask it so that people can be for or against."),
            "words": _("Say what is at stake, fairly to both sides."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.exclude(kind=Area.Kind.CITY)
        self.fields["area"].empty_label = _("The whole town")
        self.fields["category"].empty_label = _("No theme")
