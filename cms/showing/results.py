"""What was decided: the latest published result of each round."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.results.models import Result
from budgeting.rounds.models import Round, RoundPot
from participation.money import format_money


@dataclass(frozen=True)
class Decided:
    title: str
    href: str
    sentence: str
    certified: bool


def latest(count: int) -> list[Decided]:
    """The newest published results, one per round, in one query."""
    return [_decided(result) for result in _published().order_by("-published_at", "-pk")[:count]]


def result_card(round: Round | None) -> Decided | None:
    """The result of a round as published last; None when there is none yet."""
    result = _published().filter(round=round).first() if round is not None else None
    return _decided(result) if result else None


def _published():
    newest = Result.objects.filter(round=OuterRef("round"), published_at__isnull=False).order_by("-version")
    pots = RoundPot.objects.filter(round=OuterRef("round")).order_by().values("round")
    return (
        Result.objects.filter(pk=Subquery(newest.values("pk")[:1]))
        .defer("document")
        .select_related("round__process")
        .annotate(
            funded=Count("outcomes", filter=Q(outcomes__funded=True)),
            projects=Count("outcomes"),
            money=Subquery(pots.annotate(total=Sum("amount")).values("total")),
        )
    )


def _decided(result: Result) -> Decided:
    sentence = _("%(funded)d of %(projects)d projects share %(money)s.") % {
        "funded": result.funded,
        "projects": result.projects,
        "money": format_money(result.money or 0, result.round.currency),
    }
    voted = ngettext("%(count)s person voted.", "%(count)s people voted.", result.ballots)
    return Decided(
        title=result.round.process.title,
        href=result.round.get_absolute_url() + "result/",
        sentence=f"{sentence} {voted % {'count': f'{result.ballots:,}'}}",
        certified=result.certified_at is not None,
    )
