"""The screens of one round: its desk, its acts, and its list of projects."""

from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from budgeting.ballots.codes.rules import takes_codes
from budgeting.ballots.paper.rules import may_look as may_look_at_paper
from budgeting.ballots.paper.rules import takes_paper
from budgeting.results.count_runs import CountRun
from budgeting.results.objections import Objection
from budgeting.rounds.models import Round
from budgeting.rounds.rules import change_refusal, may_change, may_plan
from budgeting.rounds.states import State
from budgeting.rounds.who_votes import ways_of_residents
from cms.backoffice.acts import ActView, desk_acts
from cms.backoffice.refusals import SaysWhy, refuse
from cms.backoffice.round_acts import ROUND_ACTS, newest_result
from cms.backoffice.round_now import needs_now
from cms.backoffice.round_second_acts import waiting_consents
from participation.accounts.rules import AUDITOR, FINANCE, OFFICER, role_refusal
from participation.clock import database_now

# The line of states that the desk shows; objections stand between publishing and certifying.
WAY = (
    State.PLANNED,
    State.OPEN,
    State.SCRUTINY,
    State.SEALED,
    State.COUNTED,
    State.OBJECTIONS,
    State.PROVISIONAL,
    State.CERTIFIED,
)


def desk_address(pk: int) -> str:
    return reverse("rounds:desk", args=[pk])


class RoundScreen(SaysWhy, WagtailAdminTemplateMixin):
    """A screen below /admin/rounds/<pk>/; refuses whoever may not look."""

    header_icon = "tick-inverse"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, FINANCE, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(Round.objects.with_clock(), pk=self.kwargs["pk"])

    def get_page_title(self):
        return str(self.round)

    def get_breadcrumbs_items(self):
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("rounds:index"), "label": _("Rounds")},
            {"url": desk_address(self.round.pk), "label": str(self.round)},
        ]
        return items if self.get_page_title() == str(self.round) else [*items, self._last_crumb()]

    def _last_crumb(self):
        return {"url": "", "label": self.get_page_title()}


class PlanScreen(RoundScreen):
    """A screen that changes a planned round: refused once the round was opened."""

    def dispatch(self, request, *args, **kwargs):
        refuse(change_refusal(request.user, self.round))
        return super().dispatch(request, *args, **kwargs)


class RoundDesk(RoundScreen, TemplateView):
    """How a round stands, what can be done now, its pots and its projects."""

    template_name = "cms/backoffice/round.html"

    def get_context_data(self, **kwargs):
        round, user = self.round, self.request.user
        now = database_now()
        state, result, run = round.state(now), newest_result(round), newest_run(round)
        return {
            **super().get_context_data(**kwargs),
            "round": round,
            "state": state,
            "way": way_to(state),
            "acts": desk_acts(ROUND_ACTS, user, round, "rounds:act"),
            "may_change": may_change(user, round),
            "checks": round.assessments.undecided().count(),
            "may_plan": may_plan(user),
            "without_account": without_account(user, round),
            "pots": round.pots.select_related("pot__area", "pot__category", "electorate").annotate(
                costs=Sum("projects__cost")
            ),
            "projects": round.projects.for_cards(),
            "takes_paper": takes_paper(round) and may_look_at_paper(user),
            "result": result,
            "run": run,
            "needs": needs_now(round, now, result, run),
            "objections": Objection.objects.of_round(round).count() if result else 0,
            "unanswered": Objection.objects.of_round(round).unanswered().count() if result else 0,
            "waiting": waiting_consents(round, user),
            "seals": round.seal_approvals.select_related("approved_by"),
        }


def newest_run(round: Round) -> CountRun | None:
    """The count that runs or was cut off or stopped; None once it is done."""
    run = CountRun.objects.filter(round=round).last()
    return None if run is None or run.state == CountRun.State.DONE else run


def without_account(user, round: Round) -> dict:
    """Who votes without an account, as declared, and whether there are codes to look after."""
    return {
        "ways": ways_of_residents(round),
        "electorates": round.electorates.prefetch_related("pots__pot"),
        "takes_codes": takes_codes(round) and round.opened_at is not None,
    }


def way_to(state: State) -> list[dict]:
    """Each state of the way with "past", "now" or "next"."""
    if state == State.VOID:
        return [{"label": State.VOID.label, "place": "now"}]
    here = WAY.index(State.SCRUTINY if state == State.ENDED else state)
    places = ["past"] * here + ["now"] + ["next"] * (len(WAY) - here - 1)
    return [{"label": one.label, "place": place} for one, place in zip(WAY, places, strict=True)]


class RoundActView(ActView):
    acts = ROUND_ACTS
    header_icon = "tick-inverse"

    def get_thing(self):
        return get_object_or_404(Round.objects.with_clock(), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)
