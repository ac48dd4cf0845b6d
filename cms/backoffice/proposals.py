"""Proposals in the back office: the list, and the desk of one with its status, answer and milestones."""

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.backoffice.acts import ActView, desk_acts
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.proposal_acts import MILESTONE_ACTS, PROPOSAL_ACTS
from cms.backoffice.viewset import ActionViewSet
from participation.accounts.rules import FACILITATOR, OFFICER, has_role
from participation.processes.models import Process
from participation.proposals.models import Milestone, Proposal


def desk_address(pk: int) -> str:
    return reverse("proposals:desk", args=[pk])


def may_look_at_proposals(user) -> bool:
    return may_look(user) or has_role(user, FACILITATOR)


class ProposalFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=Proposal.Status.choices)
    process = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Process"), queryset=Process.objects.filter(proposals__isnull=False).distinct()
    )

    class Meta:
        model = Proposal
        fields = ["status", "process"]


class ProposalIndexView(IndexView):
    """Newest first, with those that wait for a check; the title leads those who act to the desk."""

    default_ordering = "-pk"
    filterset_class = ProposalFilterSet

    def get_base_queryset(self):
        return Proposal.objects.visible().select_related("process", "area").with_supports()

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Proposal"), get_url=self._address),
            Column("process", label=_("Process")),
            Column("area", label=_("Area")),
            Column("support_count", label=_("Supports")),
            Column("status", label=_("Status"), accessor="get_status_display"),
            Column("published_at", label=_("Published"), sort_key="published_at"),
        ]

    def _address(self, proposal: Proposal) -> str:
        acts = has_role(self.request.user, OFFICER, FACILITATOR)
        return desk_address(proposal.pk) if acts else proposal.get_absolute_url()


class ProposalDesk(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One proposal: where it stands, how it came there, and what can be done with it now."""

    model = Proposal
    any_permission_required = ["view"]
    template_name = "cms/backoffice/proposal.html"
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        self.proposal = get_object_or_404(Proposal.objects.visible().for_page(), pk=self.kwargs["pk"])
        context = super().get_context_data(**kwargs)
        user = self.request.user
        milestones = [
            {"milestone": one, "acts": desk_acts(MILESTONE_ACTS, user, one, "proposals:milestone_act")}
            for one in self.proposal.milestones.select_related("proposal")
        ]
        return {
            **context,
            "proposal": self.proposal,
            "moves": self.proposal.status_changes.all(),
            "milestones": milestones,
            "acts": desk_acts(PROPOSAL_ACTS, user, self.proposal, "proposals:act"),
        }

    def get_page_title(self):
        return str(self.proposal)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("proposals:index"), "label": _("Proposals")},
            {"url": "", "label": str(self.proposal)},
        ]


class ProposalActView(ActView):
    acts = PROPOSAL_ACTS
    template_name = "cms/backoffice/proposal_act.html"
    header_icon = "edit"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "proposal": self.thing}

    def get_thing(self):
        rows = Proposal.objects.visible().select_related("process", "author")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)

    def get_form_kwargs(self):
        more = (
            {"proposal": self.thing, "user": self.request.user}
            if getattr(self.act.form, "asks", False)
            else {}
        )
        return super().get_form_kwargs() | more


class MilestoneActView(ActView):
    acts = MILESTONE_ACTS

    def get_thing(self):
        return get_object_or_404(Milestone.objects.select_related("proposal"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.proposal_id)


class ProposalViewSet(ActionViewSet):
    model = Proposal
    name = "proposals"
    icon = "doc-full"
    menu_label = gettext_lazy("Proposals")
    index_view_class = ProposalIndexView
    search_fields = ["title", "what"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", ProposalDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", ProposalActView.as_view(), name="act"),
            path("milestone/<int:pk>/do/<slug:act>/", MilestoneActView.as_view(), name="milestone_act"),
        ]


policy = RulesPolicy(Proposal, view=may_look_at_proposals)
viewset = ProposalViewSet()
