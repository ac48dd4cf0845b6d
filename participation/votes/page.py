"""What the page of one poll shows to this person now."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from participation.accounts.rules import identity_of, is_active
from participation.clock import database_now
from participation.debate.discussion import discussion
from participation.votes import rules
from participation.votes.cards import next_statement, progress
from participation.votes.eligibility import rule_in_words
from participation.votes.forms import FORMS, StatementForm, VoteForm
from participation.votes.models import Poll, Tally, Vote
from participation.votes.results import first_statements, option_results, statement_results, tally_topic
from participation.votes.tallies import Numbers, numbers_of


def poll_facts(
    request: HttpRequest, poll: Poll, form: VoteForm | None = None, adding: StatementForm | None = None
) -> dict[str, Any]:
    """`poll` comes of `with_state()`. A form that was sent and is wrong is shown again."""
    now, options = database_now(), list(poll.options.all())
    facts = voting_facts(request.user, poll, options, form, adding)
    numbers = numbers_of(poll)
    return {
        **facts,
        "rule": rule_in_words(poll),
        "turnout": numbers.turnout,
        "extensions": poll.extensions.all(),
        "options": options,
        "address": request.build_absolute_uri(poll.get_absolute_url()),
        "discussion": discussion(request, poll.thread, rules.comment_refusal(request.user, poll)),
        "comments_open": now < poll.closes_at,
        **_results(poll, options, numbers, facts["vote"]),
    }


def voting_facts(
    user: Any,
    poll: Poll,
    options: list,
    form: VoteForm | None = None,
    adding: StatementForm | None = None,
) -> dict[str, Any]:
    """The part of the page in which this person votes, or reads why not."""
    vote, refusal = own_vote(user, poll), rules.vote_refusal(user, poll)
    facts = {"poll": poll, "vote": vote, "refusal": refusal}
    if refusal:
        return facts
    if poll.kind == Poll.Kind.STATEMENTS:
        return facts | _cards(user, poll, vote, adding)
    return facts | {"form": form or vote_form(poll, options, vote)}


def voted_facts(request: HttpRequest, poll: Poll, *, is_first: bool) -> dict[str, Any]:
    """What changes on an open page when this person has voted; the results too, where they see them."""
    options = list(poll.options.all())
    facts = voting_facts(request.user, poll, options)
    if not is_first and poll.kind == Poll.Kind.STATEMENTS:
        return facts
    return facts | _results(poll, options, numbers_of(poll), facts["vote"]) | {"is_first": is_first}


def own_vote(user: Any, poll: Poll) -> Vote | None:
    """The vote that this person has in the poll, as an account or as an identity, whichever it counts."""
    if not is_active(user):
        return None
    identity = identity_of(user) if poll.by_identity else None
    if poll.by_identity and identity is None:
        return None
    voter = Q(identity=identity) if poll.by_identity else Q(user=user)
    return Vote.objects.filter(voter, poll=poll).first()


def vote_form(poll: Poll, options: list, vote: Vote | None, data: Any = None) -> VoteForm:
    given = dict(vote.choices.values_list("option", "value")) if vote is not None else {}
    return FORMS[poll.kind](data, poll=poll, options=options, given=given)


def visibility_words(poll: Poll) -> str:
    """When results are shown, for people who vote."""
    if poll.counted_at is not None:
        return ""
    return {
        Poll.Shown.ALWAYS: _("Everyone sees the results while the poll runs."),
        Poll.Shown.VOTED: _("You see the results once you have voted; everyone sees them after the end."),
        Poll.Shown.CLOSED: _("Nobody sees the results before the end; then everyone does."),
    }[Poll.Shown(poll.shown)]


def public_results(poll: Poll) -> dict[str, Any]:
    """What everyone sees of the numbers of a poll of `with_state()`, with the topics that move them."""
    numbers = numbers_of(poll)
    facts = _results(poll, list(poll.options.all()), numbers, None)
    topics = [each for each in facts["live"] if isinstance(each, str) and each]
    return facts | {"turnout": numbers.turnout, "live": topics}


def _cards(user: Any, poll: Poll, vote: Vote | None, adding: StatementForm | None) -> dict[str, Any]:
    return {
        "statement": next_statement(poll, vote, user),
        "progress": progress(poll, vote),
        "adding": (adding or StatementForm()) if poll.takes_statements else None,
    }


def _results(poll: Poll, options: list, numbers: Numbers, vote: Vote | None) -> dict[str, Any]:
    """Nothing of the numbers is in the page of a person who may not see them."""
    live: list[Any] = [poll] if poll.published_at is not None else []
    words = visibility_words(poll)
    if not rules.may_see_results(poll, vote is not None):
        return {"results": None, "live": live, "visibility": words}
    topic = tally_topic(poll, vote is not None)
    lines = poll.counted_at is not None and Tally.objects.filter(poll=poll).exclude(lines=[]).exists()
    if poll.kind == Poll.Kind.STATEMENTS:
        results = first_statements(statement_results(list(poll.statements.shown()), numbers, topic))
    else:
        results = option_results(poll, options, numbers, topic)
    return {"results": results, "live": [*live, topic], "lines": lines, "visibility": words}
