"""Two named officers certify a result; the second signature gives the winners their money."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budgeting.ballots.paper.reconciling import waits_for_explanation
from budgeting.ledger.actions import Line, post
from budgeting.results.actions.publishing import locked_newest
from budgeting.results.models import Certification, Result
from budgeting.results.objections import Objection
from budgeting.results.rules import may_certify
from budgeting.rounds.models import Pot, Round, RoundPot
from budgeting.rounds.rule_faults import is_of_town
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now

SIGNATURES = 2


@transaction.atomic
def certify_result(*, actor: User, result: Result) -> Result:
    """Sign a published result once its objections have ended; the second officer's signature certifies it.

    Then each pot's reserved money is committed to the winners and the rest is free again, where the round's
    rule of leftovers says, once.
    Raises PermissionDenied, and ValidationError when it is too early, done, superseded or signed.
    """
    if not may_certify(actor):
        raise PermissionDenied(_("Only officers of the council certify a result."))
    result = locked_newest(result)
    _check_ready(result)
    _sign(result, actor)
    if result.certifications.count() < SIGNATURES:
        record(verb="sign_result", actor=actor, acting_as=OFFICER, target=result, facts=_facts(result))
        return result
    result.certified_at = database_now()
    result.save(update_fields=["certified_at"])
    _commit_money(result, actor)
    record(verb="certify_result", actor=actor, acting_as=OFFICER, target=result, facts=_facts(result))
    return result


def _check_ready(result: Result) -> None:
    if result.published_at is None or result.objections_end is None:
        raise ValidationError(_("This result is not public yet."), code="unpublished")
    if result.certified_at is not None:
        raise ValidationError(_("This result is already certified."), code="certified")
    if waits_for_explanation(result.round):
        raise ValidationError(
            _(
                "The figures of the paper ballots do not fit together. First two people say publicly why, "
                "on the screen of the paper ballots."
            ),
            code="paper",
        )
    if database_now() < result.objections_end:
        raise ValidationError(_("People can still object. Certify the result after that."), code="early")
    if Objection.objects.of_round(result.round).unanswered().exists():
        raise ValidationError(_("An objection waits for its answer. Answer it first."), code="objections")
    if Objection.objects.to_correct(result.round).exists():
        raise ValidationError(
            _("An objection was found right. Count again and publish the new version first."),
            code="uncorrected",
        )


def _sign(result: Result, actor: User) -> None:
    if not actor.display_name:
        raise ValidationError(
            _("Your name is published with the result. Add it to your account first."), code="nameless"
        )
    try:
        with transaction.atomic():
            Certification.objects.create(result=result, certified_by=actor, name=actor.display_name)
    except IntegrityError:
        raise ValidationError(
            _("You have already signed this result. A second officer must sign too."), code="signed"
        ) from None


def _facts(result: Result) -> dict[str, object]:
    return {"version": result.version, "fingerprint": result.fingerprint, "spent": result.spent}


def _commit_money(result: Result, actor: User) -> None:
    """One transfer for all pots, so that all accounts are locked in one order."""
    shares = list(
        result.round.pots.select_related("pot__reserved", "pot__committed", "pot__free", "pot__area")
    )
    won = dict(
        result.outcomes.filter(funded=True)
        .order_by()
        .values_list("project__round_pot")
        .annotate(cost=Sum("project__cost"))
    )
    town = _town_pot(result.round, shares)
    lines: list[Line] = []
    for share in shares:
        spent = won.get(share.pk, 0)
        lines += [
            (share.pot.reserved, -share.amount),
            (share.pot.committed, spent),
            ((town or share.pot).free, share.amount - spent),
        ]
    post(
        key=f"round:{result.round_id}:certify",
        memo=(_("Result of “%(round)s”") % {"round": result.round.process.title})[:200],
        lines=_summed(lines),
        posted_by=actor,
    )


def _town_pot(round: Round, shares: Sequence[RoundPot]) -> Pot | None:
    """The pot that takes what is left over in all pots, where the round declared so; opening saw to one."""
    if round.leftovers != Round.Leftovers.TOWN:
        return None
    return next(share.pot for share in shares if is_of_town(share.pot))


def _summed(lines: Sequence[Line]) -> list[Line]:
    """One line for each account, without those that move nothing."""
    accounts = {account.pk: account for account, _amount in lines}
    sums = dict.fromkeys(accounts, 0)
    for account, amount in lines:
        sums[account.pk] += amount
    return [(accounts[pk], amount) for pk, amount in sums.items() if amount]
