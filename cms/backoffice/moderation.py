"""Where facilitators and officers find reports, and block a person."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.appeals import AppealsView, AppealView
from cms.backoffice.led_threads import LedThreadsView
from cms.backoffice.report_desk import ClaimView, DeskView, EscalateView, RedactView
from cms.backoffice.report_lists import DecidedView, ReportScreen
from cms.backoffice.report_queue import QueueView
from cms.backoffice.rota import RotaView
from cms.backoffice.viewset import add_errors
from cms.backoffice.watch_words import WordsView
from participation.accounts.models import User
from participation.accounts.rules import may_block
from participation.moderation.blocks import block, let_in
from participation.moderation.models import HouseRule
from participation.moderation.rules import may_read_reports


class LetInForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the person reads"),
        help_text=gettext_lazy("It is kept in the log, too. Do not repeat private words here."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BlockForm(LetInForm):
    rule = forms.ModelChoiceField(
        HouseRule.objects.in_force(),
        label=gettext_lazy("House rule that they broke"),
        empty_label=gettext_lazy("Choose one"),
    )
    field_order = ["rule"]


class BlockView(ReportScreen, FormView):
    """Blocks a person, or lets a blocked one in again."""

    template_name = "cms/backoffice/block.html"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not may_read_reports(request.user) or not may_block(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Block a person") if self.person.blocked_at is None else _("Let a person in again")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "person": self.person}

    def get_form_class(self):
        """By what was asked for, not by how things stand now: of two who block, the second lets nobody in."""
        if self.request.method == "POST":
            return BlockForm if "rule" in self.request.POST else LetInForm
        return BlockForm if self.person.blocked_at is None else LetInForm

    def form_valid(self, form):
        act = block if isinstance(form, BlockForm) else let_in
        try:
            act(actor=self.request.user, person=self.person, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Done. The person gets your reason by email."))
        return redirect("moderation:index")


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_reports(request.user)


class ModerationViewSet(ViewSet):
    name = "moderation"
    icon = "warning"
    menu_label = gettext_lazy("Reports")
    menu_item_class = ReportsMenuItem
    menu_order = 20
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", QueueView.as_view(), name="index"),
            path("discussions/", LedThreadsView.as_view(), name="led"),
            path("duty/", RotaView.as_view(), name="rota"),
            path("words/", WordsView.as_view(), name="words"),
            path("appeals/", AppealsView.as_view(), name="appeals"),
            path("appeals/<int:pk>/", AppealView.as_view(), name="appeal"),
            path("decided/", DecidedView.as_view(), name="decided"),
            path("<slug:kind>/<int:pk>/claim/", ClaimView.as_view(), name="claim"),
            path("<slug:kind>/<int:pk>/escalate/", EscalateView.as_view(), name="escalate"),
            path("<slug:kind>/<int:pk>/redact/", RedactView.as_view(), name="redact"),
            path("person/<int:pk>/block/", BlockView.as_view(), name="block"),
            path("<slug:kind>/<int:pk>/", DeskView.as_view(), name="desk"),
        ]


viewset = ModerationViewSet()
