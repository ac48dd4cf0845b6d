"""Polls in the back office: the list, the form, and the addresses of a poll's screens."""

from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from cms.backoffice.policy import RulesPolicy
from cms.backoffice.poll_desk import (
    OptionActView,
    PollActView,
    PollDesk,
    StatementActView,
    desk_address,
    may_look_at_polls,
)
from cms.backoffice.poll_form import PollForm
from cms.backoffice.viewset import ActionViewSet, EditView
from participation.votes.actions import change_poll, create_poll, remove_poll
from participation.votes.models import Poll
from participation.votes.rules import may_change, may_plan


class PollIndexView(IndexView):
    def get_base_queryset(self):
        return Poll.objects.with_state().select_related("process").order_by("-opens_at", "-pk")

    @cached_property
    def columns(self):
        states = {"draft": _("Planned"), "future": _("Coming"), "now": _("Open"), "past": _("Closed")}
        return [
            TitleColumn("question", label=_("Question"), get_url=lambda one: desk_address(one.pk)),
            Column("kind", label=_("How people answer"), accessor=lambda one: one.get_kind_display()),
            Column("state", label=_("State"), accessor=lambda one: states[one.state]),
            Column("opens_at", label=_("Opens")),
            Column("closes_at", label=_("Closes")),
        ]


class PollEditView(EditView):
    """There is no form for what does not change any more."""

    def get_object(self, *args, **kwargs):
        poll = super().get_object(*args, **kwargs)
        if not may_change(self.request.user, poll):
            raise PermissionDenied(_("This poll has opened, so nothing in it changes any more."))
        return poll


class PollViewSet(ActionViewSet):
    model = Poll
    name = "polls"
    icon = "list-ul"
    menu_label = gettext_lazy("Polls")
    form_class = PollForm
    index_view_class = PollIndexView
    edit_view_class = PollEditView
    search_fields = ["question", "words"]

    def create(self, request, form, thing):
        return create_poll(actor=request.user, **form.plan())

    def change(self, request, form, poll):
        return change_poll(actor=request.user, poll=poll, **form.plan())

    def remove(self, request, poll):
        remove_poll(actor=request.user, poll=poll)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", PollDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", PollActView.as_view(), name="act"),
            path("statement/<int:pk>/do/<slug:act>/", StatementActView.as_view(), name="statement_act"),
            path("option/<int:pk>/do/<slug:act>/", OptionActView.as_view(), name="option_act"),
        ]


policy = RulesPolicy(Poll, view=may_look_at_polls, add=may_plan, change=may_plan, delete=may_plan)
viewset = PollViewSet()
