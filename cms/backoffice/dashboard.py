"""What needs a person today, counted first, on the first screen of the back office."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from budgeting.crowdfunding.models import Campaign
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from budgeting.treasury.banking.models import BankLine
from budgeting.treasury.models import MoneyAct
from budgeting.treasury.proving import last_proof
from budgeting.treasury.rules import may_propose, may_read_books
from cms.backoffice.delivery_money import consents_to_give_up
from cms.backoffice.policy import may_look
from participation.accounts.letters import Letter
from participation.accounts.models import Nomination
from participation.accounts.rules import AUDITOR, FINANCE, OFFICER, has_role
from participation.accounts.ways import Reclaim
from participation.audit.models import AuditEvent
from participation.clock import database_now
from participation.moderation.evidence import Evidence, EvidenceAct
from participation.moderation.models import Appeal, Report
from participation.moderation.rules import (
    may_decide_appeal,
    may_moderate,
    may_read_appeals,
    may_read_evidence,
    may_read_reports,
)
from participation.proposals.models import Proposal
from participation.votes.models import Poll, Statement
from participation.votes.rules import may_release
from participation.when import deadline_words

SOON = timedelta(days=14)
AT_MOST = 50


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
    waiting = Count(
        "results__objections",
        filter=Q(results__objections__isnull=False, results__objections__answered_at__isnull=True),
    )
    unfinished = (
        Round.objects.with_clock()
        .annotate(unanswered=waiting)
        .exclude(
            Q(result_certified_at__isnull=False)
            | Q(voided_at__isnull=False)
            | Q(opened_at__isnull=True, phase__start__gt=now + SOON)
        )
    )
    for round in unfinished:
        words = _words_for(round, round.state(now), now)
        if round.unanswered:
            words = _("objection waits for an answer before the result can be certified: %(round)s")
        if words:
            yield Need(
                round.unanswered or 1, words % {"round": round}, reverse("rounds:desk", args=[round.pk])
            )


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
        words = ngettext("thing waits for a facilitator", "things wait for a facilitator", count)
        yield Need(count, words, reverse("moderation:index"))


def threat_needs(user: Any) -> Iterable[Need]:
    """Threats that were neither passed to the police nor closed, one query."""
    if may_read_evidence(user):
        done = EvidenceAct.objects.filter(act__in=[EvidenceAct.Act.PASSED, EvidenceAct.Act.CLOSED])
        count = Evidence.objects.exclude(pk__in=done.values("evidence")).count()
        words = ngettext("threat waits for an officer", "threats wait for an officer", count)
        yield Need(count, words, reverse("threats:index"))


def appeal_needs(user: Any) -> Iterable[Need]:
    """Appeals that this person may answer."""
    waiting = Appeal.objects.open().select_related("decision") if may_read_appeals(user) else []
    count = sum(may_decide_appeal(user, each) for each in waiting[:AT_MOST])
    words = ngettext("appeal waits for an answer", "appeals wait for an answer", count)
    if count:
        yield Need(count, words, reverse("moderation:appeals"))


def role_needs(user: Any) -> Iterable[Need]:
    """Nominations that this officer may approve, one query."""
    if has_role(user, OFFICER):
        count = (
            Nomination.objects.filter(state=Nomination.State.WAITING)
            .exclude(Q(nominated_by=user) | Q(user=user))
            .count()
        )
        words = ngettext(
            "person put forward for a role waits for your approval",
            "people put forward for a role wait for your approval",
            count,
        )
        yield Need(count, words, reverse("roles:index"))


def reclaim_needs(user: Any) -> Iterable[Need]:
    """Identities that this officer may give back to their owners, one query."""
    if has_role(user, OFFICER):
        waiting = Reclaim.objects.filter(state=Reclaim.State.WAITING)
        count = waiting.exclude(Q(asked_by=user) | Q(user=user) | Q(identity__user=user)).count()
        words = ngettext(
            "identity to be given back waits for your approval",
            "identities to be given back wait for your approval",
            count,
        )
        yield Need(count, words, reverse("census:reclaims"))


def check_needs(user: Any) -> Iterable[Need]:
    """Checks that were given to this officer, one query."""
    if has_role(user, OFFICER):
        count = Assessment.objects.undecided().of(user).count()
        words = ngettext("proposal waits for you to check it", "proposals wait for you to check them", count)
        yield Need(count, words, reverse("assessments:index"))


def letter_needs(user: Any) -> Iterable[Need]:
    """Letters with a code that this officer may print and post, one query."""
    if has_role(user, OFFICER):
        count = Letter.objects.to_print().exclude(identity__user=user).count()
        words = ngettext(
            "letter with a code waits for the post", "letters with a code wait for the post", count
        )
        yield Need(count, words, reverse("census:letters"))


def proposal_needs(user: Any) -> Iterable[Need]:
    if has_role(user, OFFICER):
        yesterday = database_now() - timedelta(days=1)
        count = Proposal.objects.published().filter(published_at__gte=yesterday).count()
        words = ngettext("new proposal since yesterday", "new proposals since yesterday", count)
        yield Need(count, words, reverse("proposals:index"))


def log_needs(user: Any) -> Iterable[Need]:
    """What an auditor reads: the acts of a week."""
    if has_role(user, AUDITOR):
        since = database_now() - timedelta(days=7)
        count = AuditEvent.objects.filter(at__gte=since).count()
        words = ngettext("act of staff in seven days, to read", "acts of staff in seven days, to read", count)
        yield Need(count, words, f"{reverse('audit-log:index')}?at_from={localtime(since):%Y-%m-%d}")


@dataclass(frozen=True)
class OpenVote:
    title: str
    closes: str
    href: str


def open_votes(user: Any) -> list[OpenVote]:
    """Where people vote now, soonest end first; the desk for those who may open it. One query."""
    rounds = Round.objects.open().select_related("process", "phase").order_by("phase__end")
    return [
        OpenVote(
            str(round),
            deadline_words(round.phase.end),
            reverse("rounds:desk", args=[round.pk]) if may_look(user) else round.get_absolute_url(),
        )
        for round in rounds
    ]


def poll_needs(user: Any) -> Iterable[Need]:
    """Plans whose opening is near and that nobody has published."""
    if has_role(user, OFFICER):
        waiting = Poll.objects.filter(published_at=None, opens_at__lte=database_now() + SOON)
        for poll in waiting.order_by("opens_at")[:5]:
            words = _("poll must be published before it can open: %(poll)s") % {"poll": poll}
            yield Need(1, words, reverse("polls:desk", args=[poll.pk]))


def statement_needs(user: Any) -> Iterable[Need]:
    """Polls in which statements wait; facilitators find those in their one queue."""
    if may_release(user) and not may_moderate(user):
        waiting = Statement.objects.visible().filter(held=True, poll__counted_at=None).order_by()
        for row in waiting.values("poll", "poll__question").annotate(count=Count("pk")):
            words = ngettext(
                "statement waits to be shown: %(poll)s", "statements wait to be shown: %(poll)s", row["count"]
            )
            href = reverse("polls:desk", args=[row["poll"]])
            yield Need(row["count"], words % {"poll": row["poll__question"]}, href)


def money_needs(user: Any) -> Iterable[Need]:
    """Requests about projects' money that this person of finance may decide, one query."""
    if has_role(user, FINANCE):
        for request in MoneyRequest.objects.for_finance(user).select_related("project")[:5]:
            words = _("request about money waits for your decision: %(project)s")
            href = reverse("building:desk", args=[request.project_id])
            yield Need(1, words % {"project": request.project}, href)


def giving_up_needs(user: Any) -> Iterable[Need]:
    """Winners that another officer wants to give up, one query."""
    if has_role(user, OFFICER):
        for consent in consents_to_give_up().exclude(agreed_by=user)[:5]:
            words = _("project that cannot be built waits for a second officer: %(round)s")
            href = reverse("rounds:consent", args=[consent.round_id, consent.pk])
            yield Need(1, words % {"round": consent.round}, href)


def treasury_needs(user: Any) -> Iterable[Need]:
    """Acts about money that this person may decide, and books that the last proof found wrong."""
    if may_propose(user):
        waiting = MoneyAct.objects.for_second_person(user)
        if not has_role(user, FINANCE):
            waiting = waiting.filter(by_finance=True)
        count = waiting.count()
        words = ngettext("act about money waits for you", "acts about money wait for you", count)
        yield Need(count, words, reverse("money:index"))
        count = BankLine.objects.in_suspense().exclude(uploaded_by=user).count()
        words = ngettext("payment in the bank waits for you", "payments in the bank wait for you", count)
        yield Need(count, words, reverse("money:bank"))
        if not settings.COLLECTION_ACCOUNT and Campaign.objects.being_collected().exists():
            words = _("setting is missing: COLLECTION_ACCOUNT says where backers pay what they promised")
            yield Need(1, words, reverse("money:bank"))
    if may_read_books(user) and (proof := last_proof()) is not None:
        count = len(proof.faults)
        words = ngettext("fault was found in the books", "faults were found in the books", count)
        yield Need(count, words, reverse("money:index"))


# Slices that come later add theirs.
NEEDS: list[Callable[[Any], Iterable[Need]]] = [
    threat_needs,
    round_needs,
    report_needs,
    appeal_needs,
    role_needs,
    reclaim_needs,
    check_needs,
    letter_needs,
    proposal_needs,
    log_needs,
    poll_needs,
    statement_needs,
    money_needs,
    giving_up_needs,
    treasury_needs,
]


class NeedsPanel(Component):
    """First on the dashboard: what waits for this person; what nothing waits in is left out."""

    name = "needs"
    order = 10
    template_name = "cms/backoffice/needs.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        needs = [need for ask in NEEDS for need in ask(user) if need.count]
        return {"needs": needs, "votes": open_votes(user)}
