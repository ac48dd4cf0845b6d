"""How many codes were handed out and used: in steps of twenty until the box is sealed."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from budgeting.ballots.codes.models import Admission, CodeBatch
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round
from budgeting.rounds.turnout import STEP


@dataclass(frozen=True)
class Counted:
    """One batch, or the codes and declarations without one: what it is for, and how many."""

    batch: CodeBatch | None
    label: str
    electorate: Electorate | None
    issued: int
    used_words: str


def counted_batches(round: Round) -> list[Counted]:
    """Every batch of a round in one query. While people vote, a small number used would tell who voted."""
    batches = round.code_batches.select_related("electorate", "area", "made_by")
    batches = batches.annotate(used=Count("codes", filter=~Q(codes__spent="")))
    return [
        Counted(batch, batch.label, batch.electorate, batch.size, used_words(batch.used, round))
        for batch in batches
    ]


def counted_singly(round: Round) -> list[Counted]:
    """Codes from the desk, and declarations for each electorate."""
    single = Admission.objects.filter(round=round, batch=None)
    rows = single.values("electorate").annotate(issued=Count("pk"), used=Count("pk", filter=~Q(spent="")))
    electorates = {each.pk: each for each in round.electorates.all()}
    found = []
    for row in rows.order_by("electorate"):
        electorate = electorates.get(row["electorate"])
        label = str(electorate) if electorate else _("Codes handed out one by one at the desk")
        found.append(Counted(None, label, electorate, row["issued"], used_words(row["used"], round)))
    return found


def used_words(used: int, round: Round) -> str:
    """ "34" once the box is sealed; before, "fewer than 20" or "at least 20"."""
    if round.sealed_at is not None:
        return str(used)
    shown = used - used % STEP
    return (_("at least %(n)s") if shown else _("fewer than %(n)s")) % {"n": shown or STEP}
