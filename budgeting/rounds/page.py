"""What the pages of a round and a project show: where it stands, the action of now, pots, projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.rounds import turnout
from budgeting.rounds.authorship import names_of_authors
from budgeting.rounds.links import links_of
from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.project_changes import changes_of
from budgeting.rounds.rule_words import rule_name, rule_sentences
from budgeting.rounds.states import WITH_RESULT, State
from budgeting.rounds.who_proposes import who_proposes
from budgeting.rounds.who_votes import other_ward_words, who_votes
from participation.accounts.rules import identity_of
from participation.kinds import registry
from participation.kinds.registry import Action
from participation.processes.models import Phase, PhaseExtension
from participation.processes.page import timeline_of

TONES = {State.PLANNED: "info", State.OPEN: "accent", State.CERTIFIED: "good"}


@dataclass(frozen=True)
class PotSection:
    """One pot of a round with its projects, by number."""

    share: RoundPot
    projects: tuple[Project, ...]


def round_facts(round: Round, user: Any, now: datetime) -> dict[str, Any]:
    """For a round of `with_clock().with_voters()`; the same number of queries for any number of projects."""
    phases = list(round.process.phases.with_state())
    state = round.state(now)
    shares, listed = (
        list(round.pots.select_related("pot__area", "pot__category", "electorate")),
        _listed(round),
    )
    return {
        "round": round,
        "state": state,
        "tone": TONES.get(state, ""),
        "phases": timeline_of(phases, over=state == State.VOID),
        "action": action_of_now(round, state, user, phases),
        "note": note_of_now(round, state),
        "money": sum(share.amount for share in shares),
        "pots": pot_sections(shares, listed),
        "count": len(listed),
        "turnout": None if state == State.VOID else turnout.shown(round.voters, round),
        "counting": state == State.OPEN,
        "rules": [line.removeprefix("- ") for line in round.process.rules.splitlines() if line.strip()],
        "limit": limit_words(round),
        "who_proposes": who_proposes(round),
        "who_votes": who_votes(round, shares),
        "rule_name": rule_name(round.rule),
        "rule_steps": rule_sentences(round.rule),
        "changes": changes_of(round) if round.opened_at else [],
        "extensions": PhaseExtension.objects.filter(phase=round.phase_id),
        "sections": registry.sections_on("round", user, round),
    }


def _listed(round: Round) -> list[Project]:
    """The round's projects; each knows its round, so that its address asks nothing more."""
    projects = list(round.projects.for_cards())
    for project in projects:
        project.round = round
    return projects


def pot_sections(shares: Iterable[RoundPot], projects: Iterable[Project]) -> list[PotSection]:
    return [
        PotSection(share, tuple(each for each in projects if each.round_pot_id == share.pk))
        for share in shares
    ]


def action_of_now(round: Round, state: State, user: Any, phases: Iterable[Any] = ()) -> Action | None:
    """The one thing to do on this round now, for this person."""
    if state == State.OPEN:
        label = _("See or change your ballot") if has_voted(round, user) else _("Vote")
        return Action(label, reverse("ballot", args=[round.process.slug]), "ballot", round.phase.end)
    if state in WITH_RESULT:
        return Action(_("See the result"), reverse("result", args=[round.process.slug]))
    proposing = next((each for each in phases if _takes_proposals(each)), None)
    if state == State.PLANNED and proposing is not None:
        address = reverse("proposal_new", args=[round.process.slug])
        return Action(_("Propose an idea"), address, "plus", proposing.end)
    return None


def _takes_proposals(phase: Any) -> bool:
    return phase.kind == Phase.Kind.PROPOSE and phase.state == "now"


def note_of_now(round: Round, state: State) -> str:
    """What happens at this moment, where there is nothing to do."""
    notes = {
        State.ENDED: _("Voting has ended. Ballots that came in time are still being taken in."),
        State.SCRUTINY: _("Voting has ended. Two officers will seal the ballot box, then it is counted."),
        State.SEALED: _("The ballot box is sealed and its key is destroyed. The count comes next."),
        State.COUNTED: _("The ballots are counted. The result is checked and comes out soon."),
        State.VOID: _("This vote is void. It will be repeated as a new round."),
    }
    return str(notes.get(state, ""))


def has_voted(round: Round, user: Any) -> bool:
    identity = identity_of(user)
    own = round.poll_book.filter(identity=identity)
    # A paper ballot can neither be seen nor changed here.
    return identity is not None and own.exclude(channel="paper").exists()


def limit_words(round: Round) -> str:
    """What a ballot may hold, and the wards it may name where they are more than the own."""
    return " ".join(filter(None, [_limit_in_pots(round), other_ward_words(round)]))


def _limit_in_pots(round: Round) -> str:
    if round.ballot_type == Round.BallotType.CHOOSE_ONE:
        return _("You choose one project in each pot.")
    if round.ballot_type == Round.BallotType.KNAPSACK:
        return _("You choose as many projects as each pot can pay for.")
    if round.ballot_type == Round.BallotType.ORDINAL:
        return _ranked_words(round)
    if round.ballot_type == Round.BallotType.CUMULATIVE:
        return _points_words(round)
    if round.max_choices is None:
        return _("You choose as many projects as you like.")
    return ngettext(
        "You choose up to %(n)s project in each pot.",
        "You choose up to %(n)s projects in each pot.",
        round.max_choices,
    ) % {"n": round.max_choices}


def _ranked_words(round: Round) -> str:
    places = round.max_choices or 0
    sentence = ngettext(
        "You choose %(n)s project in each pot.",
        "In each pot you rank up to %(n)s projects: your favourite gets place 1, the next place 2.",
        places,
    )
    return sentence % {"n": places}


def _points_words(round: Round) -> str:
    points = round.points or 0
    sentence = ngettext(
        "You have %(n)s point to give in each pot.",
        "You have %(n)s points to share out in each pot. Give more points to what matters more to you.",
        points,
    ) % {"n": points}
    if round.max_choices is None:
        return sentence
    most = ngettext(
        "Up to %(n)s project of a pot can get points.",
        "Up to %(n)s projects of a pot can get points.",
        round.max_choices,
    )
    return f"{sentence} {most % {'n': round.max_choices}}"


def project_facts(project: Project, round: Round, user: Any, now: datetime) -> dict[str, Any]:
    """For a project of `for_cards()` and its round of `with_clock()`."""
    state = round.state(now)
    project.round = round  # so that its sections ask for nothing more
    return {
        "project": project,
        "round": round,
        "state": state,
        "action": action_of_now(round, state, user),
        "changes": list(project.changes.order_by("pk")),
        "authors": names_of_authors(project.proposal),
        "links": [link for link in links_of(round) if project.pk in (link.project_id, link.other_id)],
        "note": note_of_now(round, state),
        "sections": registry.sections_on("project", user, project),
    }


def process_section(user: Any, process: Any) -> registry.Section | None:
    """What a process page shows of its round: money, number of projects, the action of now."""
    round = Round.objects.with_clock().with_voters().filter(process=process).first()
    if round is None or not round.process.is_published:
        return None
    state = round.state()
    facts = {
        "round": round,
        "state": state,
        "money": round.pots.aggregate(total=Sum("amount"))["total"] or 0,
        "projects": round.projects.count() if round.opened_at else 0,
        "turnout_words": turnout.words(round.voters, round) if round.opened_at else "",
    }
    action = action_of_now(round, state, user)
    return registry.Section("budgeting/round_on_process.html", facts, action, over=state == State.VOID)
