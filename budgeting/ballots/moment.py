"""What a ballot is checked against under the lock of its box: one statement, as each cast asks for it."""

from dataclasses import dataclass

from django.db.models import Exists, QuerySet, Subquery

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Round, RoundPot
from budgeting.rounds.project_changes import ProjectChange
from budgeting.rounds.voids import RoundVoid
from participation.accounts.models import Identity
from participation.compiled import Compiled
from participation.processes.models import Phase


@dataclass(frozen=True)
class Moment:
    """How a round stands for one person. `annulled`: they may not vote in it again. `newest_change`: the key
    of the newest change of a project. `shares`: of all pots, with what the rules of a ballot ask of them.
    """

    phase: Phase
    void: bool
    annulled: bool
    newest_change: int | None
    shares: list[RoundPot]


def moment_of(round: Round, identity: Identity) -> Moment:
    """How an opened round stands for this person now. Raises BallotRefused for a round without pots."""
    shares: list[RoundPot] = _MOMENT.all(round.pk, identity.pk)
    if not shares:
        raise BallotRefused("no_pot")
    first = shares[0]
    told = {name: getattr(first, name) for name in ("void", "annulled", "newest_change")}
    return Moment(phase=first.round.phase, shares=shares, **told)


def _moment(round: int, identity: int) -> QuerySet:
    void = RoundVoid.objects.filter(round=round)
    annulled = Annulment.objects.filter(round=round, identity=identity, may_vote_again=False)
    changes = ProjectChange.objects.filter(project__round=round).order_by("-pk")
    shares = RoundPot.objects.filter(round=round).select_related("round__phase", "pot__area")
    of_phase = ("round__phase__start", "round__phase__end")
    of_pot = ("pot__name", "pot__area__name", "pot__area__kind", "pot__area__parent")
    return shares.only("amount", "electorate", *of_phase, *of_pot).annotate(
        void=Exists(void), annulled=Exists(annulled), newest_change=Subquery(changes.values("pk")[:1])
    )


_MOMENT = Compiled(2, _moment)
