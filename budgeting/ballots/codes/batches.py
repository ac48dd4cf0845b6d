"""Makes batches of codes for libraries and schools, and cancels one that was lost."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.codes.models import MOST_CODES, Admission, CodeBatch
from budgeting.ballots.codes.rules import may_cancel_codes, may_make_codes
from budgeting.ballots.codes.typed import code_key, new_code
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.areas.models import Area
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def make_batch(
    *,
    actor: User,
    round: Round,
    label: str,
    size: int,
    electorate: Electorate | None = None,
    area: Area | None = None,
    expires_at: datetime | None = None,
) -> tuple[CodeBatch, list[str]]:
    """A batch and its codes, which are kept as keyed hashes alone: what is not printed now is lost.

    Without `electorate` the cards are for residents; each works once the desk has tied it to its person.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    if not may_make_codes(actor, round, database_now()):
        raise PermissionDenied(_("Only officers make codes, from the opening until voting ends."))
    _check(round, label, size, electorate, expires_at)
    batch = CodeBatch.objects.create(
        round=round,
        electorate=electorate,
        label=label.strip(),
        area=area,
        size=size,
        expires_at=expires_at,
        made_by=actor,
    )
    codes = [new_code() for _number in range(size)]
    # Written in the order of the hashes, so that no row tells which card of the stack it is.
    keys = sorted(code_key(round, code) for code in codes)
    Admission.objects.bulk_create(
        Admission(key=key, round=round, batch=batch, electorate=electorate) for key in keys
    )
    record(verb="make_codes", actor=actor, acting_as=OFFICER, target=batch, facts={"codes": size})
    return batch, codes


@transaction.atomic
def cancel_batch(*, actor: User, batch: CodeBatch, reason: str) -> None:
    """End the codes of a lost batch that nobody voted with; ballots that were cast with others stay.

    Raises PermissionDenied, and ValidationError without a reason or when it is cancelled already.
    """
    if not may_cancel_codes(actor, batch.round, database_now()):
        raise PermissionDenied(_("Only officers cancel codes, until voting ends."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the codes are cancelled.")})
    cancelled = CodeBatch.objects.filter(pk=batch.pk, cancelled_at=None).update(
        cancelled_at=database_now(), cancel_reason=reason.strip()
    )
    if not cancelled:
        raise ValidationError(_("These codes are cancelled already."), code="cancelled")
    record(verb="cancel_codes", actor=actor, acting_as=OFFICER, target=batch, reason=reason.strip())


def _check(
    round: Round, label: str, size: int, electorate: Electorate | None, expires_at: datetime | None
) -> None:
    if not label.strip():
        raise ValidationError({"label": _("Say for whom the codes are, such as a library or a class.")})
    if not 1 <= size <= MOST_CODES:
        raise ValidationError({"size": _("Make from 1 to %(most)s codes at a time.") % {"most": MOST_CODES}})
    if electorate is None and not round.opens_to_codes:
        raise ValidationError(
            {"electorate": _("This round takes no codes of residents. Choose whose they are.")}
        )
    if electorate is not None and (electorate.round_id != round.pk or electorate.way != Electorate.Way.CODE):
        raise ValidationError({"electorate": _("Choose people of this round who get codes.")})
    if expires_at is not None and expires_at <= database_now():
        raise ValidationError({"expires_at": _("Choose a time that is still to come.")})
