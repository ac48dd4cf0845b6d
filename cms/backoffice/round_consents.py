"""The screen on which a second officer agrees to what a first one began, or stops it."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from budgeting.rounds.actions import take_back_consent
from budgeting.rounds.consents import Consent
from cms.backoffice.refusals import refuse
from cms.backoffice.round_screens import RoundScreen, desk_address
from cms.backoffice.round_second_acts import SECOND_ACTS
from cms.backoffice.viewset import add_errors
from participation.accounts.rules import OFFICER, role_refusal


class ConsentScreen(RoundScreen, FormView):
    """GET says what the first officer agreed to, POST agrees (or stops it)."""

    template_name = "cms/backoffice/consent.html"
    form_class = forms.Form
    page_title = gettext_lazy("Waits for a second officer")

    def get_page_title(self):
        return str(self.page_title)

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def consent(self) -> Consent:
        found = self.round.consents.select_related("agreed_by", "round__process", "round__phase")
        return get_object_or_404(found, pk=self.kwargs["consent"], act__in=SECOND_ACTS)

    def form_valid(self, form):
        try:
            said = self._stop() if "stop" in self.request.POST else self._agree()
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(desk_address(self.round.pk))

    def _stop(self) -> str:
        take_back_consent(actor=self.request.user, consent=self.consent)
        return _("It no longer waits. Nothing was done.")

    def _agree(self) -> str:
        SECOND_ACTS[self.consent.act].perform(self.request.user, self.consent)
        return _("Done, by two officers.")

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "consent": self.consent,
            "words": SECOND_ACTS[self.consent.act].words(self.consent),
            "own": self.consent.agreed_by_id == self.request.user.pk,
            "desk_url": desk_address(self.round.pk),
        }
