"""What polls and statements offer to the shared machinery."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.clock import DatabaseMicroseconds, database_now
from participation.debate.models import Comment
from participation.kinds import registry
from participation.notices import events
from participation.processes.models import Phase, Process
from participation.votes import rules
from participation.votes.actions import show_statement
from participation.votes.counting import average_in_tenths
from participation.votes.models import Answer, Choice, Poll, PollOption, Statement, Tally, Vote
from participation.votes.words import WORDS
from participation.when import deadline_words, when_words

LiveNumbers = tuple[dict[str, int], int] | None


def offer() -> None:
    _offer_kinds()
    for key, sentence in EVENTS.items():
        events.register(events.Event(key=key, sentence=sentence, group=GROUPS.get(key, events.Group.DATES)))


EVENTS = {
    "poll-open": gettext_lazy("You can vote now: “%(title)s”"),
    "poll-soon": gettext_lazy("“%(title)s” closes soon. You have not voted in it."),
    "poll-extended": gettext_lazy("“%(title)s” was given more time"),
    "poll-result": gettext_lazy("The result of “%(title)s” is out"),
}
GROUPS = {"poll-result": events.Group.FOLLOWED}


def _offer_kinds() -> None:
    registry.register(
        registry.Kind(
            key="poll",
            model=Poll,
            title=str,
            address=Poll.get_absolute_url,
            may_see=rules.may_see,
            text=lambda poll: "\n\n".join(filter(None, [poll.question, poll.words])),
            comment_refusal=rules.comment_refusal,
            live=live_turnout,
            search=search,
            named_by="question",
            export=export_votes,
            mine=mine,
            shown_on={"process": on_process},
            followable=True,
            part_of=lambda poll: [poll.process, *poll.areas.all()],
            read_with=("process",),
        )
    )
    registry.register(
        registry.Kind(
            key="statement",
            model=Statement,
            title=lambda statement: _("Statement: %(text)s") % {"text": statement.text},
            address=Statement.get_absolute_url,
            may_see=rules.may_see_statement,
            author=lambda statement: statement.author,
            text=lambda statement: statement.text,
            may_report=rules.may_report_statement,
            comment_refusal=rules.statement_comment_refusal,
            followable=True,
            hide=lambda statement: _set_hidden(statement, database_now()),
            restore=lambda statement: _set_hidden(statement, None),
            written_at=lambda statement: statement.added_at,
            waits=lambda statement: statement.held and statement.hidden_at is None,
            release=show_statement,
            export=export_statements,
            part_of=lambda statement: [statement.poll],
            read_with=("poll__process",),
        )
    )
    # Tallies for all, and for people who have voted: two topics, so that no old ticket shows more.
    for key, shown in TALLY_TOPICS.items():
        registry.register(
            registry.Kind(
                key=key,
                model=Tally,
                title=lambda tally: str(tally.poll),
                address=lambda tally: tally.poll.get_absolute_url(),
                may_see=lambda user, tally: rules.may_see(user, tally.poll),
                live=_live_tally(shown),
            )
        )


TALLY_TOPICS = {"tally": (Poll.Shown.ALWAYS,), "tally-voted": (Poll.Shown.ALWAYS, Poll.Shown.VOTED)}


def live_turnout(pk: int) -> LiveNumbers:
    """Votes and visible comments of a public poll, with the clock of the same SELECT."""
    comments = Comment.objects.visible().filter(thread=OuterRef("thread")).order_by().values("thread")
    votes = Vote.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
    row = (
        Poll.objects.public()
        .filter(pk=pk)
        .annotate(
            turnout=Coalesce(F("tally__turnout"), Subquery(votes.annotate(n=Count("pk")).values("n")), 0),
            comment_count=Coalesce(Subquery(comments.annotate(n=Count("pk")).values("n")), 0),
            version=DatabaseMicroseconds(),
        )
        .values_list("turnout", "comment_count", "version")
        .first()
    )
    return ({"turnout": row[0], "comments": row[1]}, row[2]) if row else None


def _live_tally(shown: tuple[Poll.Shown, ...]) -> Callable[[int], LiveNumbers]:
    """Reads the numbers of an uncounted poll that shows its results so; of any other nothing."""

    def read(pk: int) -> LiveNumbers:
        polls = Poll.objects.public().filter(pk=pk, shown__in=shown, counted_at=None)
        kind = polls.values_list("kind", flat=True).first()
        if kind is None:
            return None
        return _statement_numbers(polls) if kind == Poll.Kind.STATEMENTS else _option_numbers(polls, kind)

    return read


def _option_numbers(polls: QuerySet[Poll], kind: str) -> LiveNumbers:
    """`option-ID`: votes (first places, points); `average-ID` in tenths; and the votes cast."""
    counted = Q(choices__value=1) if kind == Poll.Kind.RANKED else Q(choices__isnull=False)
    votes = Vote.objects.filter(poll=OuterRef("poll")).order_by().values("poll")
    rows = list(
        PollOption.objects.filter(poll__in=polls)
        .order_by()
        .annotate(
            votes=Count("choices", filter=counted),
            points=Coalesce(Sum("choices__value"), 0),
            cast=Coalesce(Subquery(votes.annotate(n=Count("pk")).values("n")), 0),
            version=DatabaseMicroseconds(),
        )
        .values_list("pk", "votes", "points", "cast", "version")
    )
    if not rows:
        return None
    numbers = {"voters": rows[0][3]}
    for pk, times, points, _cast, _version in rows:
        numbers[f"option-{pk}"] = times
        if kind == Poll.Kind.SCORED:
            numbers[f"average-{pk}"] = average_in_tenths(points, times)
    return numbers, rows[0][4]


def _statement_numbers(polls: QuerySet[Poll]) -> LiveNumbers:
    """`agree-ID`, `disagree-ID` and `pass-ID` of each shown statement."""
    rows = list(
        Statement.objects.shown()
        .filter(poll__in=polls)
        .order_by()
        .annotate(
            agree=Count("answers", filter=Q(answers__value=Answer.Value.AGREE)),
            disagree=Count("answers", filter=Q(answers__value=Answer.Value.DISAGREE)),
            passed=Count("answers", filter=Q(answers__value=Answer.Value.PASS)),
            version=DatabaseMicroseconds(),
        )
        .values_list("pk", "agree", "disagree", "passed", "version")
    )
    if not rows:
        return None
    numbers = {}
    for pk, agree, disagree, passed, _version in rows:
        numbers |= {f"agree-{pk}": agree, f"disagree-{pk}": disagree, f"pass-{pk}": passed}
    return numbers, rows[0][4]


def _set_hidden(statement: Statement, at: Any) -> None:
    statement.hidden_at = at
    statement.save(update_fields=["hidden_at"])


def search(user: Any, text: str) -> QuerySet[Poll]:
    """Public polls whose question or words contain every word of `text`; the same for every visitor."""
    found = Poll.objects.public()
    return found.filter(pk__in=WORDS.matching(text)) if text.strip() else found


def votes_of(user: Any) -> QuerySet[Vote]:
    """This person's votes in polls that are not counted yet: as an account and as an identity."""
    return Vote.objects.filter(Q(user=user) | Q(identity__user=user))


def export_votes(user: Any) -> list[dict[str, Any]]:
    """How this person voted in polls that are not counted yet, as plain rows. Counted ones are forgotten."""
    mine = votes_of(user)
    chosen = Choice.objects.filter(vote__in=mine).order_by("vote", "option__number")
    answered = Answer.objects.filter(vote__in=mine).order_by("vote", "statement")
    return [
        {"poll": poll, "option": option, "value": value}
        for poll, option, value in chosen.values_list("option__poll__question", "option__title", "value")
    ] + [
        {"poll": poll, "statement": text, "answer": Answer.Value(value).name.lower()}
        for poll, text, value in answered.values_list("statement__poll__question", "statement__text", "value")
    ]


def export_statements(user: Any) -> list[dict[str, Any]]:
    own = Statement.objects.filter(author=user).order_by("pk")
    return list(own.values("poll__question", "text", "added_at", "hidden_at"))


def mine(user: Any) -> list[registry.Panel]:
    """Polls in which this person has a vote that they can still change, or that waits to be counted."""
    polls = Poll.objects.public().with_state().filter(votes__in=votes_of(user)).order_by("closes_at", "pk")
    return [
        registry.Panel(
            title=_("Polls you voted in"),
            rows=[registry.Row(str(each), each.get_absolute_url(), _note(each)) for each in polls[:12]],
            empty=_("You have no vote in a poll that is open. When a poll is counted, we forget who voted."),
            begin=reverse("poll_list"),
            begin_label=_("See the polls"),
        )
    ]


def _note(poll: Any) -> str:
    if poll.state == "past":
        return _("The votes are being counted")
    return _("You can change your vote until %(when)s") % {"when": when_words(poll.closes_at)}


def on_process(user: Any, process: Process) -> registry.Section | None:
    """Polls of this process, the open ones first, and the way to vote in the one that closes first."""
    order = Case(When(state="now", then=Value(0)), When(state="future", then=Value(1)), default=Value(2))
    polls = list(process.polls.public().with_state().order_by(order, "closes_at", "pk")[:12])
    if not polls:
        return None
    first, action = polls[0], None
    if first.state == "now" and not _something_greater_is_open(process):
        action = registry.Action(_("Answer the poll"), first.get_absolute_url(), "check", first.closes_at)
    facts = {"polls": [poll_card(poll) for poll in polls]}
    return registry.Section("participation/polls_on_process.html", facts, action)


def _something_greater_is_open(process: Process) -> bool:
    greater = (Phase.Kind.PROPOSE, Phase.Kind.BALLOT, Phase.Kind.PLEDGE)
    return any(phase.state == "now" and phase.kind in greater for phase in process.known_phases)


def poll_card(poll: Any) -> dict[str, Any]:
    """A poll of `with_state()` as a card."""
    states = {
        "draft": (_("Not published yet"), ""),
        "future": (_("Coming"), _("opens %(when)s") % {"when": when_words(poll.opens_at)}),
        "now": (_("Open"), deadline_words(poll.closes_at)),
        "past": (_("Closed"), deadline_words(poll.closes_at)),
    }
    state, deadline = states[poll.state]
    tone = {"now": "accent"}.get(poll.state, "")
    return {
        "title": poll.question,
        "href": poll.get_absolute_url(),
        "kind": poll.get_kind_display(),
        "state": state,
        "tone": tone,
        "deadline": deadline,
    }
