"""What led to a result: annulled ballots, projects that are out, objections, the version before."""

from dataclasses import dataclass

from django.db.models import Count

from budgeting.ballots.annulments import Annulment
from budgeting.results.models import Result
from budgeting.results.objections import Objection
from budgeting.results.versions import Changed, changed_since
from budgeting.rounds.models import Round
from budgeting.rounds.project_changes import STRUCK, ProjectChange


@dataclass(frozen=True)
class Annulled:
    """How many ballots were annulled, in all and for each ground, and the ballots without and with it."""

    count: int
    grounds: list[tuple[str, int]]
    before: int
    after: int


@dataclass(frozen=True)
class History:
    annulled: Annulled | None
    struck: list[ProjectChange]
    objections: list[Objection]
    waiting: int
    changed: Changed | None


def history_of(result: Result) -> History:
    """A fixed number of queries."""
    objections = list(
        Objection.objects.of_round(result.round_id)
        .select_related("corrected", "result")
        .defer("corrected__document", "result__document")
    )
    struck = ProjectChange.objects.filter(
        project__round=result.round_id, kind__in=STRUCK, made_at__lte=result.counted_at
    )
    return History(
        annulled=_annulled(result.round, result.ballots),
        struck=list(struck.select_related("project")),
        objections=[each for each in objections if each.answered_at is not None],
        waiting=sum(each.answered_at is None for each in objections),
        changed=changed_since(result),
    )


def _annulled(round: Round, ballots: int) -> Annulled | None:
    rows = Annulment.objects.filter(round=round).order_by().values("ground").annotate(count=Count("pk"))
    grounds = {row["ground"]: row["count"] for row in rows}
    if not grounds:
        return None
    voted_again = round.poll_book.filter(
        identity__in=Annulment.objects.filter(round=round).values("identity")
    )
    people = Annulment.objects.filter(round=round).order_by().values("identity").distinct().count()
    return Annulled(
        count=sum(grounds.values()),
        grounds=[(str(Annulment.Ground(ground).label), grounds[ground]) for ground in sorted(grounds)],
        before=ballots + people - voted_again.count(),
        after=ballots,
    )
