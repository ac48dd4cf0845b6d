"""Identities that another account took: one officer asks for them back, another approves."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from cms.backoffice.at_desk import DeskForm
from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.actions import approve_reclaim, ask_reclaim, close_reclaim
from participation.accounts.rules import (
    OFFICER,
    approve_reclaim_refusal,
    close_reclaim_refusal,
    may_approve_reclaim,
    may_close_reclaim,
    role_refusal,
)
from participation.accounts.ways import Reclaim


class ReclaimForm(DeskForm):
    reason = forms.CharField(
        label=gettext_lazy("Which papers showed it?"),
        help_text=gettext_lazy("Kept in the audit log. Write no names and no addresses."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReclaimScreen(Screen):
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER))
        return super().dispatch(request, *args, **kwargs)


class ReclaimListView(ReclaimScreen, FormView):
    """What waits for a second officer, and the form that asks."""

    template_name = "cms/backoffice/reclaims.html"
    page_title = gettext_lazy("Give an identity back")
    form_class = ReclaimForm

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "waiting": self._waiting()}

    def _waiting(self):
        user = self.request.user
        reclaims = Reclaim.objects.filter(state=Reclaim.State.WAITING).order_by("pk")
        return [
            {
                "reclaim": reclaim,
                "may_approve": may_approve_reclaim(user, reclaim),
                "may_close": may_close_reclaim(user, reclaim),
                "is_own": reclaim.asked_by_id == user.pk,
            }
            for reclaim in reclaims.select_related("user", "asked_by", "identity__user")
        ]

    def form_valid(self, form):
        try:
            ask_reclaim(
                actor=self.request.user,
                user=form.person,
                papers=form.papers(),
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("This waits for another officer now."))
        return redirect("census:reclaims")


class ReclaimDecisionView(ReclaimScreen, TemplateView):
    """Asks an officer whether the identity goes to who claims it; POST decides."""

    template_name = "cms/backoffice/reclaim.html"

    def dispatch(self, request, *args, **kwargs):
        found = Reclaim.objects.select_related("user", "asked_by", "identity__user")
        self.reclaim = get_object_or_404(found, pk=kwargs["pk"])
        rule = approve_reclaim_refusal if kwargs["approve"] else close_reclaim_refusal
        refuse(rule(request.user, self.reclaim))
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self):
        return _("Give the identity back") if self.kwargs["approve"] else _("Leave the identity where it is")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "reclaim": self.reclaim}

    def post(self, request, pk, approve):
        try:
            (approve_reclaim if approve else close_reclaim)(actor=request.user, reclaim=self.reclaim)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = _("%(person)s is verified now.") if approve else _("%(person)s does not get the identity.")
            messages.success(request, done % {"person": self.reclaim.user})
        return redirect("census:reclaims")
