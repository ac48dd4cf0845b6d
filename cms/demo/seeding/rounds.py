"""The two budget rounds: last year's goes through all its acts, this year's is in ballot."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from budgeting.ballots.actions import seal_box
from budgeting.ballots.box import locksmith
from budgeting.ballots.models import PollBookEntry, SealedBallot
from budgeting.ballots.receipts import new_receipt
from budgeting.models import Project, Round
from budgeting.results.actions import certify_result, count_round, publish_result
from budgeting.rounds.actions import add_project, create_round, open_round
from cms.demo import opinions
from cms.demo.seeding.clock import at_hour
from cms.demo.seeding.people import Cast
from cms.demo.seeding.places import Places
from cms.demo.seeding.pots import filled_pot
from cms.demo.shapes import Phase as PhaseWords
from cms.demo.shapes import Project as Wording
from cms.demo.shapes import Round as RoundWords
from participation.models import Phase, Proposal
from participation.processes.actions import PhasePlan

# The town's names for phases, as the site's kinds.
KINDS = {
    "collect": Phase.Kind.PROPOSE,
    "check": Phase.Kind.REVIEW,
    "vote": Phase.Kind.BALLOT,
    "count": Phase.Kind.COUNT,
    "build": Phase.Kind.DELIVER,
}


def phase_plans(phases: Sequence[PhaseWords]) -> list[PhasePlan]:
    return [
        {
            "kind": KINDS[phase.key],
            "title": phase.name,
            "words": phase.words,
            "start": at_hour(phase.starts_in_days, 9),
            "end": at_hour(phase.ends_in_days, 18),
        }
        for phase in phases
    ]


def plan_round(wording: RoundWords, cast: Cast, places: Places) -> Round:
    """The round in planning, with its pots; officers would do the same in the back office."""
    officer = cast.staff("carol")
    pots = {
        pot.slug: filled_pot(cast, pot.name, pot.budget, area=places.area(pot.ward) if pot.ward else None)
        for pot in wording.pots
    }
    vote = next(phase for phase in wording.phases if phase.key == "vote")
    return create_round(
        actor=officer,
        template="ward_budgets" if len(wording.pots) > 1 else "one_town_pot",
        title=wording.title,
        slug=wording.slug,
        purpose=wording.purpose,
        rules_text="\n".join(f"- {sentence}" for sentence in wording.rules),
        pots=[(pots[pot.slug], pot.budget) for pot in wording.pots],
        ballot_start=at_hour(vote.starts_in_days, 9),
        ballot_end=at_hour(vote.ends_in_days, 18),
        intro=wording.intro,
        phases=phase_plans(wording.phases),
        published=True,
        rule=wording.rule,
        ballot_type=Round.BallotType.KNAPSACK,
        max_choices=None,
        show_other_rules=True,
    )


def list_projects(
    round: Round, wording: RoundWords, projects: list[Wording], proposals: dict[str, Proposal], cast: Cast
) -> dict[str, Project]:
    """Takes the proposals in as costed projects; returns them by slug."""
    officer = cast.staff("carol")
    names = {pot.slug: pot.name for pot in wording.pots}
    shares = {share.pot.name: share for share in round.pots.select_related("pot")}
    return {
        project.slug: add_project(
            actor=officer,
            round=round,
            round_pot=shares[names[project.pot]],
            title=project.title,
            cost=project.cost,
            proposal=proposals[project.slug],
            summary=project.summary,
            cost_note=project.feasibility,
            reason=project.feasibility,
        )
        for project in projects
    }


def fill_box(
    round: Round, wording: RoundWords, wordings: list[Wording], projects: dict[str, Project], cast: Cast
) -> int:
    """Puts the town's ballots in the box at once, in the shape in which voters' own ballots lie there."""
    smith = locksmith(round, len(projects))
    entries, boxes = [], []
    for ballot in opinions.ballots(wording, wordings, cast.residents):
        identity = cast.identities[ballot.voter]
        finder = smith.finder(identity.pk)
        chosen = sorted(projects[slug].number for slugs in ballot.approvals.values() for slug in slugs)
        # Paper lies in boxes that two people enter; what this town filled in on paper is in the box already.
        channel = PollBookEntry.Channel.IMPORTED if ballot.channel == "paper" else ballot.channel
        entries.append(PollBookEntry(round=round, identity=identity, receipt=new_receipt(), channel=channel))
        boxes.append(SealedBallot(finder=finder, round=round, box=smith.lock("ballot", finder, chosen)))
    PollBookEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.receipt))
    SealedBallot.objects.bulk_create(sorted(boxes, key=lambda box: box.finder))
    return len(boxes)


def open_in_time(round: Round, cast: Cast) -> Round:
    """Opens the round; a vote of the past moves to now first, since nobody can vote in the past."""
    now = timezone.now()
    Phase.objects.filter(pk=round.phase_id, end__lte=now).update(
        start=now - timedelta(hours=1), end=now + timedelta(hours=1)
    )
    return open_round(actor=cast.staff("carol"), round=Round.objects.get(pk=round.pk))


def finish(round: Round, wording: RoundWords, cast: Cast) -> None:
    """Puts the vote back into the past and takes it through sealing, count, objections and certification."""
    vote = next(phase for phase in wording.phases if phase.key == "vote")
    count = next(phase for phase in wording.phases if phase.key == "count")
    end = at_hour(vote.ends_in_days, 18)
    Phase.objects.filter(pk=round.phase_id).update(start=at_hour(vote.starts_in_days, 9), end=end)
    carol, dilys = cast.staff("carol"), cast.staff("dilys")
    seal_box(actor=carol, round=round)
    seal_box(actor=dilys, round=round)
    result = count_round(actor=carol, round=Round.objects.get(pk=round.pk))
    result = publish_result(actor=carol, result=result)
    _date(result, counted_at=end + timedelta(days=1), published_at=end + timedelta(days=2))
    _date(result, objections_end=end + timedelta(days=9))
    certify_result(actor=carol, result=result)
    certify_result(actor=dilys, result=result)
    _date(result, certified_at=at_hour(count.ends_in_days, 12))


def _date(result, **times) -> None:
    """Gives an act of last year its date: the demo does in a second what took a town two weeks."""
    type(result).objects.filter(pk=result.pk).update(**times)
    for name, value in times.items():
        setattr(result, name, value)
