"""Begins the check of a proposal, and says who checks the proposals of which area."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.rounds.assessing.actions import name_area_officer, start_assessment
from budgeting.rounds.assessing.models import AreaOfficer
from budgeting.rounds.assessing.officers import officer_for
from budgeting.rounds.assessing.rules import officers
from cms.backoffice.fields import day_field
from cms.backoffice.refusals import refuse
from cms.backoffice.round_screens import PlanScreen
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.models import User
from participation.accounts.rules import OFFICER, role_refusal
from participation.areas.models import Area
from participation.proposals.models import Proposal

# What a check takes, unless the officer says otherwise.
USUAL = timedelta(days=21)


class StartForm(forms.Form):
    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Officer"),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    due = day_field(gettext_lazy("To be decided by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers()


class StartView(PlanScreen, FormView):
    """From a proposal (?proposal=<pk>): the officer of its area is suggested."""

    form_class = StartForm
    template_name = "cms/backoffice/assessment_start.html"

    @cached_property
    def proposal(self) -> Proposal:
        key = self.request.GET.get("proposal", "")
        found = Proposal.objects.published().select_related("area__parent__parent", "process")
        return get_object_or_404(found, pk=key[:9] if key.isdecimal() else 0)

    def get_page_title(self):
        return _("Check: %(title)s") % {"title": self.proposal}

    def get_initial(self):
        return {"officer": officer_for(self.proposal.area), "due": timezone.localdate() + USUAL}

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "proposal": self.proposal,
            "back": reverse("rounds:take_in", args=[self.round.pk]),
        }

    def form_valid(self, form):
        try:
            made = start_assessment(
                actor=self.request.user, round=self.round, proposal=self.proposal, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("“%(title)s” is under review now.") % {"title": self.proposal})
        return redirect(reverse("assessments:desk", args=[made.pk]))


class AreasForm(forms.Form):
    """One choice an area; who is named for the whole town checks what no area's officer checks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = [
            ("", _("The officer of the area around it")),
            *((each.pk, str(each)) for each in officers()),
        ]
        for area in Area.objects.order_by("name"):
            choice = forms.TypedChoiceField(
                label=area.name, choices=people, required=False, coerce=int, empty_value=None
            )
            self.fields[f"area_{area.pk}"] = choice


class AreasView(Screen, FormView):
    form_class = AreasForm
    template_name = "cms/backoffice/area_officers.html"
    page_title = gettext_lazy("Who checks which area")
    header_icon = "site"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        named = AreaOfficer.objects.values_list("area", "officer")
        return {f"area_{area}": officer for area, officer in named}

    def form_valid(self, form):
        people = {person.pk: person for person in officers()}
        areas = {f"area_{area.pk}": area for area in Area.objects.all()}
        before = self.get_initial()
        for name, area in areas.items():
            if form.cleaned_data[name] != before.get(name):
                officer = people.get(form.cleaned_data[name])
                name_area_officer(actor=self.request.user, area=area, officer=officer)
        messages.success(self.request, _("Saved. New checks go to these officers."))
        return redirect("assessments:index")
