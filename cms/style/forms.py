"""A form with every kind of field, for the living page alone; it saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.date_field import DateBoxesField

WARDS = [
    ("harbour", _("Harbour")),
    ("mill", _("Mill Lane and the Old Brickworks Estate")),
    ("north", _("North Field")),
]


class EveryField(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("Say it in one short line."))
    story = forms.CharField(
        label=_("What should change, and for whom?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("Write as you would tell a neighbour."),
    )
    email = forms.EmailField(label=_("Email address"), required=False)
    cost = forms.IntegerField(label=_("What it may cost, in pounds"), min_value=0)
    ward = forms.ChoiceField(label=_("Ward"), choices=WARDS)
    stance = forms.ChoiceField(
        label=_("What do you think?"),
        choices=[("for", _("For")), ("against", _("Against"))],
        widget=forms.RadioSelect,
    )
    about = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=[("play", _("Play and sport")), ("streets", _("Streets")), ("green", _("Parks and trees"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that fit."),
        required=False,
    )
    starts = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    born = DateBoxesField(label=_("Date of birth"), help_text=_("For example 31 12 1980."))
    picture = forms.FileField(
        label=_("Picture"), required=False, help_text=_("A photograph or drawing, up to 5 MB.")
    )
    rules = forms.BooleanField(label=_("I have read the rules and this is my own idea"))
    fixed = forms.CharField(
        label=_("Cannot be changed"), initial=_("Set by the council"), disabled=True, required=False
    )
