"""Lets who shows a code vote: finds whose ballot it opens, and spends the code when that ballot is cast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from budgeting.ballots.actions.casting import cast_ballot, refuse_outside_voting
from budgeting.ballots.codes.models import Admission, Elector
from budgeting.ballots.codes.typed import code_key, elector_key, session_mark
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.voter import Pass
from budgeting.rounds.models import Round
from participation.accounts.models import Identity
from participation.areas.models import Area
from participation.limits.counting import count_act
from participation.limits.table import VOTING_CODES

# Not spent, and not of a batch that was cancelled.
ALIVE = Q(spent="") & (Q(batch__isnull=True) | Q(batch__cancelled_at__isnull=True))


@dataclass(frozen=True)
class Admitted:
    """Whose ballot it is, and the admission that it spends."""

    identity: Identity
    admission: str


def enter_code(*, round: Round, code: str, arrived_at: datetime, where: str) -> Admitted:
    """The person whose ballot this code opens. `where` is the connection: wrong codes are counted for it.

    Raises ValidationError with code "wrong", "spent", "cancelled", "expired" or "untied", BallotRefused
    outside the time of voting, and TooOftenError.
    """
    count_act(VOTING_CODES, where, times=0)
    found = Admission.objects.select_related("batch").filter(key=code_key(round, code), round=round).first()
    if found is None:
        count_act(VOTING_CODES, where)
        raise ValidationError(_("We do not know this code. Look at the card again."), code="wrong")
    _refuse_dead(round, found, arrived_at)
    identity = admitted_person(found, code)
    refuse_outside_voting(round, arrived_at, identity)
    return Admitted(identity, found.pk)


def _refuse_dead(round: Round, found: Admission, now: datetime) -> None:
    batch = found.batch
    if found.spent:
        raise ValidationError(
            _("A ballot was cast with this code already. It is in the box, and the code opens it no more."),
            code="spent",
        )
    if batch is not None and batch.cancelled_at is not None:
        raise ValidationError(
            _("The council cancelled this card, because cards like it were lost. Ask for another one."),
            code="cancelled",
        )
    if batch is not None and batch.expires_at is not None and batch.expires_at <= now:
        raise ValidationError(_("This card is too old. Ask for another one."), code="expired")
    if found.electorate_id is None and found.identity_id is None:
        if now >= round.phase.end:  # the desk makes out no more of them
            raise BallotRefused("late")
        raise ValidationError(
            _("This card was not made out to a person yet. The council’s desk does that, in a minute."),
            code="untied",
        )


@transaction.atomic
def admitted_person(found: Admission, secret: str, declared: Area | None = None) -> Identity:
    """The person a card was made out to; in an electorate of its own, an Identity for this code alone.

    `declared` is where a declaration says that they live, the newest while nothing is cast with it.
    """
    if found.electorate_id is None:
        return Identity.objects.select_related("area__parent").get(pk=found.identity_id)
    area = found.batch.area if found.batch else declared
    made = {"way": Identity.Way.CODE, "area": area}
    identity, _new = Identity.objects.get_or_create(key=elector_key(found.round, secret), defaults=made)
    if declared is not None and identity.area != declared:
        identity.area = declared
        identity.save(update_fields=["area"])
    Elector.objects.get_or_create(identity=identity, defaults={"electorate_id": found.electorate_id})
    return identity


def cast_in_session(
    *,
    round: Round,
    identity: Identity,
    choices: Sequence[int],
    key: str,
    arrived_at: datetime,
    shown: Pass | None,
) -> str:
    """As `cast_ballot`, for who logged in, or for who `shown` says what they showed instead.

    A code or declaration is spent by the ballot, in one transaction: from then on only this session may still
    change it. Returns the receipt. Raises BallotRefused, also when the code was spent elsewhere.
    """
    ballot = partial(
        cast_ballot,
        round=round,
        identity=identity,
        choices=choices,
        channel=PollBookEntry.Channel.ONLINE,
        key=key,
        arrived_at=arrived_at,
    )
    if shown is None or not shown.admission:
        return ballot()
    with transaction.atomic():
        receipt = ballot()
        _spend(shown)
    return receipt


def refuse_spent(shown: Pass | None) -> None:
    """Raises BallotRefused when another session cast with what this one showed, or the council ended it.

    Of two people with one code, the second learns neither the receipt of the first nor fills in in vain.
    """
    if shown is not None and shown.admission and not _usable(shown).exists():
        raise BallotRefused("code_spent")


def _spend(shown: Pass) -> None:
    if not _usable(shown).update(spent=session_mark(shown.basket), identity=None):
        raise BallotRefused("code_spent")


def _usable(shown: Pass) -> QuerySet[Admission]:
    """A card that was made out to somebody else since, or to nobody, no longer opens this person's ballot."""
    theirs = Q(electorate__isnull=False) | Q(identity=shown.identity)
    mine = (ALIVE & theirs) | Q(spent=session_mark(shown.basket))
    return Admission.objects.filter(mine, pk=shown.admission)
