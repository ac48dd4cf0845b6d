"""Declares, while a round is planned, people outside the register who vote in pots of their own."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.rounds.actions import declare_electorate, drop_electorate
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import RoundPot
from cms.backoffice.fields import long_text
from cms.backoffice.round_screens import PlanScreen, desk_address
from cms.backoffice.viewset import add_errors


class ElectorateForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Who they are"),
        max_length=120,
        help_text=gettext_lazy("Such as: pupils of Harbour School."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How they show it"), choices=Electorate.Way.choices, widget=forms.RadioSelect
    )
    pots = forms.ModelMultipleChoiceField(
        RoundPot.objects.none(),
        label=gettext_lazy("Pots of theirs alone"),
        widget=forms.CheckboxSelectMultiple,
    )
    age_bands = long_text(
        gettext_lazy("Age bands for a declaration, one a line"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Such as: 8 to 10. Asked for with a declaration alone."),
    )
    schools = long_text(
        gettext_lazy("Schools or groups to choose from, one a line"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Leave it empty to ask for none."),
    )
    asks_guardian = forms.BooleanField(
        label=gettext_lazy("A parent or guardian signs the declaration too"), required=False
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pots"].queryset = round.pots.filter(electorate=None).select_related("pot")


class ElectorateView(PlanScreen, FormView):
    template_name = "cms/backoffice/electorate.html"
    form_class = ElectorateForm

    def get_page_title(self):
        return _("People with pots of their own")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.round}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "round": self.round}

    def form_valid(self, form):
        try:
            declare_electorate(actor=self.request.user, round=self.round, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Declared. Everyone can read it on the round’s page."))
        return redirect(desk_address(self.round.pk))


class DropElectorateView(PlanScreen, FormView):
    """Asks, then gives the pots back to residents."""

    template_name = "cms/backoffice/electorate_drop.html"
    form_class = forms.Form

    def dispatch(self, request, *args, **kwargs):
        self.electorate = get_object_or_404(Electorate, pk=kwargs["electorate"], round=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Take “%(name)s” off") % {"name": self.electorate}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "round": self.round, "electorate": self.electorate}

    def form_valid(self, form):
        drop_electorate(actor=self.request.user, electorate=self.electorate)
        messages.success(self.request, _("Taken off. Its pots are for residents again."))
        return redirect(desk_address(self.round.pk))
