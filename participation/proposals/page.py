"""What the page of one proposal shows beside its story: support, discussion, and what this person may do."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.rules import identity_of, is_verified
from participation.moderation.models import Decision
from participation.processes.rules import SUPPORT, open_features
from participation.proposals import rules
from participation.proposals.models import Proposal, Support


def support_facts(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> dict[str, Any]:
    """For the side card. Needs a proposal of `with_supports()`; at most three queries."""
    features = open_features(proposal.process) if features is None else features
    identity = identity_of(user)
    given = identity is not None and Support.objects.filter(proposal=proposal, identity=identity).exists()
    refusal = rules.support_refusal(user, proposal, features)
    needed = proposal.process.supports_needed
    return {
        "proposal": proposal,
        "given": given,
        "refusal": refusal,
        "support_open": SUPPORT in features and proposal.hidden_at is None,
        "verified": is_verified(user),
        "people": ngettext("person supports this", "people support this", proposal.support_count),
        "needed": needed,
        "goal": _goal(proposal.support_count, needed),
    }


def _goal(count: int, needed: int) -> str:
    if count >= needed:
        return _("It has the %(needed)d supports that take it to the next step") % {"needed": needed}
    return _("%(needed)d supports take it to the next step") % {"needed": needed}


def status_facts(proposal: Proposal) -> dict[str, str]:
    """The ribbon on top: what the council says of this proposal, and why."""
    reason = proposal.status_reason
    if not reason and proposal.status == Proposal.Status.PUBLISHED:
        reason = _("People can read it. The council has not decided about it yet.")
    return {"label": proposal.get_status_display(), "tone": proposal.tone, "reason": reason}


def hidden_reason(user: Any, proposal: Proposal) -> str:
    """What the author and facilitators read in place of a hidden proposal's public page."""
    if proposal.hidden_at is None:
        return ""
    newest = Decision.objects.filter(
        target_type=ContentType.objects.get_for_model(Proposal), target_id=proposal.pk, verdict="hide"
    ).first()
    return newest.reason if newest else _("Only you and the facilitators can see this page now.")
