"""Objections to a round's result: what people wrote, and the officers' public answers."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages

from budgeting.results.actions import answer_objection
from budgeting.results.objections import Objection
from budgeting.results.rules import may_answer, may_read_objections
from cms.backoffice.fields import long_text
from cms.backoffice.round_screens import RoundScreen
from cms.backoffice.viewset import add_errors


class AnswerForm(forms.Form):
    claim = long_text(
        gettext_lazy("What was objected, in a sentence"),
        max_length=500,
        help_text=gettext_lazy("It is published. Write no names, and nothing that shows who objected."),
    )
    answer = long_text(gettext_lazy("Answer, which everyone can read"), max_length=2000)
    upheld = forms.ChoiceField(
        label=gettext_lazy("Is the objection right?"),
        choices=(
            ("no", gettext_lazy("No, the result stays as it is")),
            ("yes", gettext_lazy("Yes, the ballots are counted again")),
        ),
        widget=forms.RadioSelect,
    )


class ObjectionsView(RoundScreen, TemplateView):
    """Those without an answer first."""

    template_name = "cms/backoffice/objections.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_read_objections(request.user):
            raise PermissionDenied(_("Only officers and auditors read objections."))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Objections")

    def get_context_data(self, **kwargs):
        found = Objection.objects.of_round(self.round).select_related("result", "corrected", "made_by")
        found = found.defer("result__document", "corrected__document")
        listed = found.order_by("-answered_at", "pk")
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "waiting": [each for each in listed if each.answered_at is None],
            "answered": [each for each in listed if each.answered_at is not None],
            "may_answer": may_answer(self.request.user),
        }


class AnswerView(RoundScreen, FormView):
    template_name = "cms/backoffice/objection.html"
    form_class = AnswerForm

    def dispatch(self, request, *args, **kwargs):
        if not may_answer(request.user):
            raise PermissionDenied(_("Only officers of the council answer objections."))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Answer an objection")

    @cached_property
    def objection(self) -> Objection:
        found = Objection.objects.of_round(self.round).select_related("result__round")
        return get_object_or_404(found, pk=self.kwargs["objection"])

    def form_valid(self, form):
        given = form.cleaned_data | {"upheld": form.cleaned_data["upheld"] == "yes"}
        try:
            answer_objection(actor=self.request.user, objection=self.objection, **given)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The answer is public, and the person is told."))
        return redirect(reverse("rounds:objections", args=[self.round.pk]))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "objection": self.objection,
            "back": reverse("rounds:objections", args=[self.round.pk]),
        }
