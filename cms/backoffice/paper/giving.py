"""The desk gives a paper ballot: by the register or by a code; then the counterfoil, shown once."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from budgeting.ballots.paper.actions import give_by_code, give_by_papers
from budgeting.ballots.paper.forms_of import forms_of
from budgeting.ballots.paper.models import Counterfoil, PaperPart
from budgeting.ballots.paper.rules import AFTER_THE_VOTE, may_give
from cms.backoffice.at_desk import PapersForm, PapersView
from cms.backoffice.paper.screen import PaperScreen, paper_address
from cms.backoffice.viewset import add_errors
from participation.clock import database_now

REASON = gettext_lazy("Why it still came in time")


class LateReason(forms.Form):
    """Asked after the end of voting alone."""

    reason = forms.CharField(
        label=REASON,
        help_text=gettext_lazy("Voting has ended. The reason stays in the audit log. Write no names."),
        max_length=300,
    )


class GiveByPapersForm(LateReason, PapersForm):
    field_order = ("name", "birth_date", "postcode", "reason")


class GiveByCodeForm(LateReason):
    code = forms.CharField(
        label=gettext_lazy("Code that the person was handed at the desk"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ("code", "reason")


class GivingScreen(PaperScreen):
    """Shows the counterfoil this once: on it stands a number, and no name."""

    part = PaperPart.Part.DESK

    def may(self, user, now):
        return may_give(user, self.round, now)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.round.state(database_now()) not in AFTER_THE_VOTE:
            del form.fields["reason"]
        return form

    def counterfoil(self, foil: Counterfoil):
        form = next(form for form in forms_of(self.round) if form.version == foil.form)
        page = {"round": self.round, "foil": foil, "form": form, "next": self.request.path}
        page["paper_desk"] = paper_address(self.round.pk)
        return TemplateResponse(self.request, "cms/backoffice/paper/counterfoil.html", page)


class GiveByPapersView(GivingScreen, PapersView):
    template_name = "cms/backoffice/paper/give.html"
    page_title = gettext_lazy("Give a paper ballot")
    form_class = GiveByPapersForm

    def act(self, form, papers, decision):
        reason = form.cleaned_data.get("reason", "")
        foil = give_by_papers(
            actor=self.request.user, round=self.round, papers=papers, decision=decision, reason=reason
        )
        return self.counterfoil(foil)


class GiveByCodeView(GivingScreen, FormView):
    template_name = "cms/backoffice/paper/give.html"
    page_title = gettext_lazy("Give a paper ballot for a code")
    form_class = GiveByCodeForm

    def form_valid(self, form):
        try:
            return self.counterfoil(
                give_by_code(actor=self.request.user, round=self.round, **form.cleaned_data)
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
