"""Two people say publicly why the figures of the paper ballots do not fit together."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgeting.ballots.locks import enter_box
from budgeting.ballots.paper.models import PaperExplanation
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.ballots.paper.rules import may_explain
from budgeting.rounds.actions.checks import required_text
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now


@transaction.atomic
def explain_figures(*, actor: User, round: Round, reason: str) -> PaperExplanation:
    """Record this person's public reason; two different people must give one before certifying.

    Raises PermissionDenied, and ValidationError when all fits, or the person comes twice.
    """
    round = enter_box(round)
    if not may_explain(actor, round, database_now()):
        raise PermissionDenied(_("There is nothing to explain now."))
    reason = required_text(reason, "reason", _("Say publicly why the figures do not fit."))
    if figures_of(round).fit:
        raise ValidationError(_("The figures fit together. There is nothing to explain."), code="fit")
    if not actor.display_name:
        raise ValidationError(
            _("Your name is published with the reason. Add it to your account first."), code="nameless"
        )
    try:
        with transaction.atomic():
            explanation = PaperExplanation.objects.create(
                round=round, explained_by=actor, name=actor.display_name, reason=reason
            )
    except IntegrityError:
        raise ValidationError(
            _("You have given your reason already. A different person must give one too."), code="same_person"
        ) from None
    record(verb="explain_paper", actor=actor, acting_as=OFFICER, target=round, reason=reason)
    return explanation
