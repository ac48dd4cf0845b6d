"""What needs a person today, counted first, on the first screen of the back office."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.rules import OFFICER, has_role
from participation.clock import database_now
from participation.moderation.models import Report
from participation.moderation.rules import may_read_reports
from participation.proposals.models import Proposal

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Need:
    """A count and the words after it; `href` leads to where it is done."""

    count: int
    words: str
    href: str


def round_needs(user: Any) -> Iterable[Need]:
    """Rounds that wait for an officer, one query."""
    if not has_role(user, OFFICER):
        return
    now = database_now()
    unfinished = Round.objects.with_clock().exclude(
        Q(result_certified_at__isnull=False) | Q(opened_at__isnull=True, phase__start__gt=now + SOON)
    )
    for round in unfinished:
        words = _words_for(round, round.state(now), now)
        if words:
            yield Need(1, words % {"round": round}, reverse("rounds:desk", args=[round.pk]))


def _words_for(round: Round, state: State, now) -> str:
    if state == State.PLANNED and round.opened_at is None:
        return _("round must be opened before its vote starts: %(round)s")
    return {
        State.SCRUTINY: _("ballot box waits to be sealed by two officers: %(round)s"),
        State.SEALED: _("box waits to be counted: %(round)s"),
        State.COUNTED: _("result waits to be published: %(round)s"),
        State.PROVISIONAL: _("result waits to be certified by two officers: %(round)s"),
    }.get(state, "")


def report_needs(user: Any) -> Iterable[Need]:
    if may_read_reports(user):
        count = Report.objects.open_targets().count()
        words = ngettext("reported thing waits for a decision", "reported things wait for a decision", count)
        yield Need(count, words, reverse("moderation:index"))


def proposal_needs(user: Any) -> Iterable[Need]:
    if has_role(user, OFFICER):
        yesterday = database_now() - timedelta(days=1)
        count = Proposal.objects.published().filter(published_at__gte=yesterday).count()
        words = ngettext("new idea since yesterday", "new ideas since yesterday", count)
        yield Need(count, words, reverse("process_list"))


# Slices that come later add theirs.
NEEDS: list[Callable[[Any], Iterable[Need]]] = [round_needs, report_needs, proposal_needs]


class NeedsPanel(Component):
    """First on the dashboard: what waits for this person; what nothing waits in is left out."""

    name = "needs"
    order = 10
    template_name = "cms/backoffice/needs.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"needs": [need for ask in NEEDS for need in ask(user) if need.count]}
