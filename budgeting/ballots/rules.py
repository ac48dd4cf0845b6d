"""Who may vote, and who may seal a box. Nobody may read one."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.eligibility import age_refusal, no_pot_words, reach, shares_of
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.refusals import SENTENCES
from budgeting.rounds.models import Round
from budgeting.rounds.states import State
from participation.accounts.models import Identity
from participation.accounts.rules import AUDITOR, OFFICER, has_role, identity_of, is_active, needs_second_way


def may_vote(user: Any, round: Round, now: datetime) -> bool:
    return not why_no_vote(user, identity_of(user), round, now)


def why_no_vote(user: Any, identity: Identity | None, round: Round, now: datetime) -> str:
    """The sentence that tells why this voter cannot vote now, or an empty string.

    `identity` is the log-in's, or that of who showed a code and needs no log-in.
    """
    return _why_not_now(round.state(now)) or _why_not_they(user, identity, round)


def _why_not_now(state: State) -> str:
    if state in (State.VOID, State.PLANNED):
        return str(SENTENCES[state])
    return "" if state == State.OPEN else _("Voting has ended.")


def _why_not_they(user: Any, identity: Identity | None, round: Round) -> str:
    if identity is None:
        verify = _("Only verified residents vote. Show first that you live here; it takes a few minutes.")
        return verify if is_active(user) else _("Log in to vote.")
    if barred(round, identity):
        return str(SENTENCES["annulled"])
    if needs_second_way(identity):
        return str(SENTENCES["second_way"])
    if has_paper_ballot(round, identity):
        return str(SENTENCES["on_paper"])
    if refusal := age_refusal(round, identity):
        return refusal
    shares = shares_of(round)
    return "" if reach(round, shares, identity) else no_pot_words(shares, identity)


def may_preview(user: Any, round: Round) -> bool:
    """Officers and auditors look at the ballot of a round that is still planned; later everyone sees it."""
    return round.opened_at is None and has_role(user, OFFICER, AUDITOR)


def barred(round: Round, identity: Identity) -> bool:
    """True for who may not vote again after their ballot was annulled."""
    return Annulment.objects.filter(round=round, identity=identity, may_vote_again=False).exists()


def has_paper_ballot(round: Round, identity: Identity) -> bool:
    """True for who was given a paper ballot that an online one cannot replace."""
    if round.paper_rule != Round.PaperRule.PAPER_COUNTS:
        return False
    on_paper = round.poll_book.filter(channel=PollBookEntry.Channel.PAPER)
    return bool(on_paper.filter(identity=identity).exists())


def may_seal(user: Any) -> bool:
    """Officers seal, two different ones for each box."""
    return has_role(user, OFFICER)


def may_annul(user: Any) -> bool:
    """Officers annul, two different ones for each ballot, and only before sealing."""
    return has_role(user, OFFICER)


def may_void(user: Any) -> bool:
    """Officers declare a round void, two different ones, when its key is lost."""
    return has_role(user, OFFICER)


def may_change_ballot(user: Any) -> bool:
    """Officers withdraw a project or cost it anew while people vote, two different ones."""
    return has_role(user, OFFICER)
