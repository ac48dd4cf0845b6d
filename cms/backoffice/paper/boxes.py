"""Boxes of paper ballots in the back office: opening one, entering it again, explaining what does not fit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.ballots.paper.actions import enter_box_again, explain_figures, open_paper_box
from budgeting.ballots.paper.forms_of import forms_of
from budgeting.ballots.paper.models import Counterfoil, PaperPart
from budgeting.ballots.paper.rules import may_enter, may_explain
from cms.backoffice.fields import long_text
from cms.backoffice.paper.screen import PaperScreen, paper_address
from cms.backoffice.viewset import add_errors

MANY = 1_000_000


class BoxForm(forms.Form):
    place = forms.CharField(
        label=gettext_lazy("Where the box stood"),
        help_text=gettext_lazy("Such as “Town library”."),
        max_length=80,
    )
    area = forms.TypedChoiceField(
        label=gettext_lazy("Which form lies in it"),
        help_text=gettext_lazy("Sort the slips by form first. Each form is a box of its own here."),
        coerce=int,
        widget=forms.RadioSelect,
    )
    found = forms.IntegerField(
        label=gettext_lazy("Ballots found in the box"),
        help_text=gettext_lazy("Count them by hand, twice, before anyone enters one."),
        min_value=0,
        max_value=MANY,
    )
    unopened = forms.IntegerField(
        label=gettext_lazy("Of these, envelopes on the list of those that stay shut"),
        help_text=gettext_lazy("Take them out unopened and keep them apart."),
        min_value=0,
        max_value=MANY,
        initial=0,
    )
    not_returned = forms.IntegerField(
        label=gettext_lazy("Given out here and known not to have come back"),
        min_value=0,
        max_value=MANY,
        initial=0,
    )

    def __init__(self, *args: Any, printed: list, any_shut: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(form.key, f"{form.title} ({form.version})") for form in printed]
        if len(printed) == 1:
            self.fields["area"].initial = printed[0].key
        if not any_shut:
            del self.fields["unopened"]


class ReasonForm(forms.Form):
    reason = long_text(gettext_lazy("Reason"), max_length=500)


class PaperAct(PaperScreen, FormView):
    """One act with a form, done by a slice's action; then back to the desk of paper ballots."""

    template_name = "cms/backoffice/act.html"
    label: Any = ""
    explanation: Any = ""

    @property
    def page_title(self):
        return self.label

    def act(self, data: dict) -> str:
        """Do it and say what happened. May raise ValidationError."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            happened = self.act(form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, happened)
        return redirect(paper_address(self.round.pk))

    def get_context_data(self, **kwargs):
        act = {"label": self.label, "explanation": self.explanation}
        return {**super().get_context_data(**kwargs), "act": act, "desk_url": paper_address(self.round.pk)}


class OpenBoxView(PaperAct):
    label = gettext_lazy("Open a box")
    explanation = gettext_lazy(
        "Two people open the box together and count what lies in it. Then they take the slips out of "
        "the envelopes, lay the envelopes aside and shuffle the slips, before anyone looks at one."
    )
    form_class = BoxForm
    part = PaperPart.Part.BOXES

    def may(self, user, now):
        return may_enter(user, self.round, now)

    def get_form_kwargs(self):
        shut = self.round.counterfoils.filter(state=Counterfoil.State.VOID)
        return {**super().get_form_kwargs(), "printed": forms_of(self.round), "any_shut": shut.exists()}

    def act(self, data):
        area = data.pop("area") or None
        box = open_paper_box(actor=self.request.user, round=self.round, area_id=area, **data)
        return _("The box “%(place)s” is recorded. Two different people enter it now.") % {"place": box.place}


class EnterAgainView(PaperAct):
    label = gettext_lazy("Enter the box again")
    explanation = gettext_lazy(
        "What was entered so far no longer counts. Two people enter the whole box once more, "
        "against the number that was found in it."
    )
    form_class = ReasonForm

    def may(self, user, now):
        return may_enter(user, self.round, now)

    def act(self, data):
        enter_box_again(actor=self.request.user, box=self.box, **data)
        return _("The box “%(place)s” is entered again from the first slip.") % {"place": self.box.place}


class ExplainView(PaperAct):
    label = gettext_lazy("Say why the figures do not fit")
    explanation = gettext_lazy(
        "Two different people write down what they know. Their names and reasons stand on the result, "
        "for everyone to read. Only then can the result be certified."
    )
    form_class = ReasonForm

    def may(self, user, now):
        return may_explain(user, self.round, now)

    def act(self, data):
        explain_figures(actor=self.request.user, round=self.round, **data)
        return _("Your reason is recorded. It will stand on the result.")
