"""Rounds that people vote in: what there is to share, how long is left, how many have voted."""

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.rounds.models import Project, Round, RoundPot
from cms.showing.cards import Decision
from participation.clock import DatabaseNow
from participation.kinds import registry
from participation.money import format_money
from participation.when import deadline_words


def with_sizes(rounds):
    """Annotates `money` (minor units) and `project_count`, without a query per round."""
    pots = RoundPot.objects.filter(round=OuterRef("pk")).order_by().values("round")
    projects = Project.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return rounds.select_related("process", "phase").annotate(
        money=Subquery(pots.annotate(total=Sum("amount")).values("total")),
        project_count=Subquery(projects.annotate(total=Count("pk")).values("total")),
    )


def open_rounds() -> list[Decision]:
    """Rounds in ballot by the database clock, in one query and one for the turnout of each shown round."""
    rounds = with_sizes(Round.objects.all()).filter(
        opened_at__isnull=False, phase__start__lte=DatabaseNow(), phase__end__gt=DatabaseNow()
    )
    return [decision(round) for round in rounds]


def round_card(round: Round | None) -> Decision | None:
    """One round's card while it is in ballot; None before, after and when it is gone."""
    if round is None:
        return None
    found = with_sizes(Round.objects.filter(pk=round.pk)).first()
    return decision(found) if found is not None and found.opened_at else None


def decision(round: Round) -> Decision:
    count = round.project_count or 0
    voted = turnout(round)
    return Decision(
        phase=_("Voting is open"),
        title=round.process.title,
        href=round.get_absolute_url(),
        verb=ngettext("Vote on %(count)d project", "Vote on %(count)d projects", count) % {"count": count},
        purpose=round.process.purpose,
        end=round.phase.end,
        deadline=deadline_words(round.phase.end),
        money=format_money(round.money or 0, round.currency),
        turnout="" if voted is None else f"{voted:,}",
        turnout_label=_("People who voted"),
        live=f"round:{round.pk} turnout" if voted is not None else "",
        size=(2, round.money or 0),
    )


def turnout(round: Round) -> int | None:
    """How many voted, as the round publishes it; None when it keeps that to itself."""
    kind = registry.kind("round")
    if not round.show_turnout or kind is None or kind.live is None:
        return None
    found = kind.live(round.pk)
    return found[0].get("turnout") if found else None
