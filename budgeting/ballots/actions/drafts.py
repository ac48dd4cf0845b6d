"""Encrypted drafts that follow the voter across devices, and the voter's own look at the ballot they cast."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.actions.casting import (
    locksmith_or_refusal,
    refuse_on_register_alone,
    refuse_outside_voting,
)
from budgeting.ballots.box import Unreadable
from budgeting.ballots.choices import Choice, Choices, check_sound, number_of, tidy
from budgeting.ballots.locks import enter_box
from budgeting.ballots.models import BallotDraft, SealedBallot
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import has_paper_ballot
from budgeting.rounds.models import Round
from participation.accounts.models import Identity


@transaction.atomic
def save_draft(
    *,
    round: Round,
    identity: Identity | None,
    choices: Iterable[Choice],
    arrived_at: datetime,
    basket: str = "",
) -> Choices:
    """Keep a basket for later, encrypted; it may ask for too much, but holds projects of the round only.

    `basket` names the basket of one session, for who votes without a log-in. One's own basket that says what
    the ballot says, or nothing, needs no draft: so a draft that is there is not cast. Returns what was kept.
    Raises PermissionDenied without an identity, and BallotRefused.
    """
    if identity is None:
        raise PermissionDenied(_("Only verified residents vote."))
    round = enter_box(round)
    refuse_outside_voting(round, arrived_at, identity)
    refuse_on_register_alone(identity)
    if has_paper_ballot(round, identity):
        raise BallotRefused("on_paper")
    projects = list(round.projects.only("round", "round_pot", "number", "title"))
    known = {project.number for project in projects}
    chosen = tidy(round, projects, (each for each in choices if number_of(each) in known))
    check_sound(round, projects, chosen)
    smith = locksmith_or_refusal(round, len(known))
    finder = smith.basket(identity.pk, basket)
    if not basket and chosen == (read_own_choices(round=round, identity=identity) or ()):
        BallotDraft.objects.filter(finder=finder).delete()
        return chosen
    draft = BallotDraft(finder=finder, round=round, box=smith.lock("draft", finder, chosen))
    BallotDraft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["finder"], update_fields=["box"]
    )
    return chosen


@transaction.atomic
def drop_draft(*, round: Round, identity: Identity, basket: str = "") -> None:
    """Forget a basket; the ballot that was cast stays as it is. Raises BallotRefused when the key is lost."""
    round = enter_box(round)
    finder = locksmith_or_refusal(round).basket(identity.pk, basket)
    BallotDraft.objects.filter(finder=finder).delete()


def read_draft(*, round: Round, identity: Identity, basket: str = "") -> Choices | None:
    """The voter's own basket, or None. Raises BallotRefused when the key is lost."""
    return _own(BallotDraft, "draft", round, identity, basket)


def read_own_choices(*, round: Round, identity: Identity) -> Choices | None:
    """What this voter's ballot says now, or None when there is none.

    Callers pass the identity of the person who asks by their own log-in, and of nobody else.
    Raises BallotRefused when the key is lost.
    """
    return _own(SealedBallot, "ballot", round, identity)


def _own(
    model: type[BallotDraft] | type[SealedBallot],
    purpose: str,
    round: Round,
    identity: Identity,
    basket: str = "",
) -> Choices | None:
    if round.sealed_at is not None or round.opened_at is None:
        return None
    smith = locksmith_or_refusal(round)
    finder = smith.basket(identity.pk, basket)
    box = model.objects.filter(finder=finder, round=round).values_list("box", flat=True).first()
    try:
        return None if box is None else smith.unlock(purpose, finder, box)
    except Unreadable as problem:
        raise BallotRefused("key") from problem
