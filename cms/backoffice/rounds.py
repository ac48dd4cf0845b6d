"""Budget rounds in the back office: the list, the guided form, and the addresses of a round's screens."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from budgeting.rounds.actions import begin_plan
from budgeting.rounds.models import Pot, Round
from budgeting.rounds.plans import RoundPlan
from budgeting.rounds.rules import may_plan
from budgeting.treasury.models import MoneyAct
from cms.backoffice.assessment_start import StartView
from cms.backoffice.codes import CancelCodesView, CodesView, HandVotingCodeView, KioskView
from cms.backoffice.electorates import DropElectorateView, ElectorateView
from cms.backoffice.objections import AnswerView, ObjectionsView
from cms.backoffice.paper.addresses import paper_urls
from cms.backoffice.planning.again import PlanAgainView
from cms.backoffice.planning.dry_run import DryRunView
from cms.backoffice.planning.forms import WhatForm
from cms.backoffice.planning.screens import (
    STEPS,
    DropPlanView,
    ReviewView,
    StepView,
    step_address,
    steps_of,
    typed,
)
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.project_links import LinksView, UnlinkView
from cms.backoffice.projects import AddProjectView, ChangeProjectView, RemoveProjectView, TakeInView
from cms.backoffice.round_consents import ConsentScreen
from cms.backoffice.round_screens import RoundActView, RoundDesk, desk_address
from cms.backoffice.viewset import ActionViewSet, CreateView
from participation.clock import database_now


class RoundIndexView(IndexView):
    is_searchable = False

    def get_base_queryset(self):
        return Round.objects.with_clock()

    def get_context_data(self, **kwargs):
        plans = RoundPlan.objects.all() if may_plan(self.request.user) else []
        return {**super().get_context_data(**kwargs), "plans": plans}

    @cached_property
    def columns(self):
        now = database_now()
        return [
            TitleColumn("process", label=_("Round"), get_url=lambda round: desk_address(round.pk)),
            Column("state", label=_("State"), accessor=lambda round: round.state(now).label),
            Column("start", label=_("Voting starts"), accessor=lambda round: round.phase.start),
            Column("end", label=_("Voting ends"), accessor=lambda round: round.phase.end),
        ]


class RoundCreateView(CreateView):
    """The first step of the guided set-up: it makes the plan that the others fill."""

    template_name = "cms/backoffice/planning/start.html"

    def get_success_url(self):
        return step_address(self.object, STEPS[1])

    def get_success_message(self, instance):
        return None

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "steps": steps_of(None, STEPS[0]),
            "has_pots": Pot.objects.filter(free__balance__gt=0).exists(),
            "asked_for": MoneyAct.objects.top_ups_waiting().count(),
        }


class RoundViewSet(ActionViewSet):
    model = Round
    name = "rounds"
    icon = "tick-inverse"
    menu_label = gettext_lazy("Rounds")
    form_class = WhatForm
    index_template_name = "cms/backoffice/planning/rounds.html"
    index_view_class = RoundIndexView
    add_view_class = RoundCreateView

    def create(self, request, form, thing):
        return begin_plan(actor=request.user, answers={STEPS[0]: typed(request.POST, form)})

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("plan/<int:plan>/review/", ReviewView.as_view(), name="plan_review"),
            path("plan/<int:plan>/drop/", DropPlanView.as_view(), name="drop_plan"),
            path("plan/<int:plan>/<slug:step>/", StepView.as_view(), name="plan"),
            path("<int:pk>/", RoundDesk.as_view(), name="desk"),
            path("<int:pk>/dry-run/", DryRunView.as_view(), name="dry_run"),
            path("<int:pk>/again/", PlanAgainView.as_view(), name="again"),
            path("<int:pk>/do/<slug:act>/", RoundActView.as_view(), name="act"),
            path("<int:pk>/second/<int:consent>/", ConsentScreen.as_view(), name="consent"),
            *paper_urls,
            path("<int:pk>/objections/", ObjectionsView.as_view(), name="objections"),
            path("<int:pk>/objections/<int:objection>/", AnswerView.as_view(), name="answer"),
            path("<int:pk>/codes/", CodesView.as_view(), name="codes"),
            path("<int:pk>/codes/hand/", HandVotingCodeView.as_view(), name="hand_code"),
            path("<int:pk>/codes/kiosk/", KioskView.as_view(), name="kiosk"),
            path("<int:pk>/codes/<int:batch>/cancel/", CancelCodesView.as_view(), name="cancel_codes"),
            path("<int:pk>/electorates/new/", ElectorateView.as_view(), name="electorate"),
            path(
                "<int:pk>/electorates/<int:electorate>/drop/",
                DropElectorateView.as_view(),
                name="drop_electorate",
            ),
            path("<int:pk>/take-in/", TakeInView.as_view(), name="take_in"),
            path("<int:pk>/check/", StartView.as_view(), name="check"),
            path("<int:pk>/links/", LinksView.as_view(), name="links"),
            path("<int:pk>/links/<int:link>/remove/", UnlinkView.as_view(), name="unlink"),
            path("<int:pk>/projects/new/", AddProjectView.as_view(), name="add_project"),
            path("<int:pk>/projects/<int:number>/", ChangeProjectView.as_view(), name="change_project"),
            path(
                "<int:pk>/projects/<int:number>/remove/", RemoveProjectView.as_view(), name="remove_project"
            ),
        ]


policy = RulesPolicy(Round, view=may_look, add=may_plan)
viewset = RoundViewSet()
