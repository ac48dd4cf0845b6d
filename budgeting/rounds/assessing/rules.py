"""Who may check proposals, read the checks, and answer the officer; and until when."""

from typing import Any

from django.utils.translation import gettext as _

from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.authorship import is_author
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, OFFICER, has_role, is_active, role_refusal
from participation.proposals.models import Proposal

# What is withdrawn, declined or merged is not checked.
CHECKABLE = (Proposal.Status.PUBLISHED, Proposal.Status.REVIEW)


def may_read(user: Any) -> bool:
    """Officers and auditors read how checks stand, their notes and what authors answered."""
    return has_role(user, OFFICER, AUDITOR)


def may_start(user: Any, round: Round) -> bool:
    return has_role(user, OFFICER) and round.opened_at is None


def check_refusal(user: Any, assessment: Assessment) -> str:
    """Why this person cannot go on with the check now; "" when they can."""
    if refusal := role_refusal(user, OFFICER):
        return refusal
    if assessment.round.opened_at is not None:
        return _("The round was opened, so its checks stay as they are.")
    if assessment.state == Assessment.State.MERGED:
        return _("This check goes on with another proposal.")
    return _("This check is decided. Open it again to change it.") if assessment.is_decided else ""


def may_check(user: Any, assessment: Assessment) -> bool:
    return not check_refusal(user, assessment)


def may_note(user: Any, assessment: Assessment) -> bool:
    return has_role(user, OFFICER)


def may_reopen(user: Any, assessment: Assessment) -> bool:
    """A decision can be taken back until the round is opened."""
    return has_role(user, OFFICER) and assessment.is_decided and assessment.round.opened_at is None


def may_reply(user: Any, assessment: Assessment) -> bool:
    """Authors answer while the check runs and after it, until the round is opened."""
    running = assessment.state != Assessment.State.MERGED and assessment.round.opened_at is None
    return running and is_active(user) and is_author(user, assessment.proposal)


def officers() -> Any:
    """Whom a check can be given to."""
    found = User.objects.filter(groups__name=OFFICER, is_active=True, blocked_at=None)
    return found.order_by("display_name", "pk")
