"""Rounds that people vote in: what there is to share, how long is left, how many have voted."""

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.rounds import turnout
from budgeting.rounds.models import Project, Round, RoundPot
from cms.showing.cards import Decision
from participation.live.topics import topic_of
from participation.money import format_money
from participation.when import until_words


def open_rounds() -> list[Decision]:
    """Rounds in ballot by the database clock, in one query."""
    return [decision(round) for round in _with_sizes(Round.objects.published().open())]


def round_card(round: Round | None) -> Decision | None:
    """One round's card while it is in ballot; None before, after and when it is gone."""
    if round is None:
        return None
    found = _with_sizes(Round.objects.published().open().filter(pk=round.pk)).first()
    return decision(found) if found else None


def decision(round: Round) -> Decision:
    """For a round that carries `money`, `project_count` and `voters`."""
    count, voted = round.project_count or 0, turnout.shown(round.voters, round)
    return Decision(
        phase=_("Voting is open"),
        title=round.process.title,
        href=round.get_absolute_url(),
        verb=ngettext("Vote on %(count)d project", "Vote on %(count)d projects", count) % {"count": count},
        purpose=round.process.purpose,
        end=round.phase.end,
        deadline=until_words(round.phase.end),
        money=format_money(round.money or 0, round.currency),
        turnout="" if voted is None else f"{voted:,}",
        turnout_label=_("People who have voted, in steps of 20"),
        topic=topic_of(round) if voted is not None else "",
        size=(3, round.money or 0),
    )


def _with_sizes(rounds):
    """Adds `money` (minor units), `project_count` and `voters`, without a query per round."""
    pots = RoundPot.objects.filter(round=OuterRef("pk")).order_by().values("round")
    projects = Project.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return (
        rounds.select_related("process", "phase")
        .with_voters()
        .annotate(
            money=Subquery(pots.annotate(total=Sum("amount")).values("total")),
            project_count=Subquery(projects.annotate(total=Count("pk")).values("total")),
        )
    )
