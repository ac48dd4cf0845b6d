"""How many people voted, as far as it is shown: in steps of twenty until the box is sealed, then exactly."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.rounds.models import Round
from participation.clock import DatabaseMicroseconds

STEP = 20


def shown(voters: int, round: Round) -> int | None:
    """The number that all may see; None where the round declared to show none while people vote."""
    if round.sealed_at is not None:
        return voters
    return voters - voters % STEP if round.show_turnout else None


def words(voters: int, round: Round) -> str:
    """ "1,204 people voted", "At least 20 people have voted", "Fewer than 20 ...", or nothing."""
    count = shown(voters, round)
    if count is None:
        return ""
    if round.sealed_at is not None:
        return ngettext("%(n)s person voted", "%(n)s people voted", count) % {"n": f"{count:,}"}
    if count == 0:
        return _("Fewer than %(n)s people have voted") % {"n": STEP}
    return _("At least %(n)s people have voted") % {"n": f"{count:,}"}


def live_numbers(pk: int) -> tuple[dict[str, int], int] | None:
    """The shown turnout of a published round, and how far its count is, with the clock of the same SELECT.

    None where there is nothing to show.
    """
    runs = Round._meta.get_field("count_runs").related_model.objects.filter(round=OuterRef("pk"))
    newest = runs.order_by("-pk")
    found = (
        Round.objects.published()
        .filter(pk=pk)
        .with_voters()
        .annotate(
            version=DatabaseMicroseconds(),
            pots_counted=Subquery(newest.values("pots_counted")[:1]),
            run_state=Subquery(newest.values("state")[:1]),
        )
    )
    round = found.only("sealed_at", "show_turnout").first()
    if round is None:
        return None
    count = shown(round.voters, round)
    numbers = {} if count is None else {"turnout": count}
    if round.run_state is not None:
        ended = round.run_state in ("done", "stopped")
        numbers |= {"pots_counted": round.pots_counted, "counted": int(ended)}
    return (numbers, round.version) if numbers else None
