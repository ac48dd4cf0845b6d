"""What the page of one proposal shows beside its story: support, discussion, and what this person may do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.rules import identity_of, is_verified
from participation.processes.rules import open_features
from participation.proposals import rules
from participation.proposals.models import Proposal, Support


def support_facts(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> dict[str, Any]:
    """For the side card. Needs a proposal of `with_supports()`; at most three queries."""
    features = open_features(proposal.process) if features is None else features
    identity = identity_of(user)
    given = identity is not None and Support.objects.filter(proposal=proposal, identity=identity).exists()
    refusal = rules.support_refusal(user, proposal, features)
    return {
        "proposal": proposal,
        "given": given,
        "refusal": refusal,
        "support_open": rules.SUPPORT in features and proposal.hidden_at is None,
        "verified": is_verified(user),
        "people": ngettext("person supports this", "people support this", proposal.support_count),
        "needed": proposal.process.supports_needed,
    }


STATUS_TONES = {
    Proposal.Status.PUBLISHED: "info",
    Proposal.Status.ACCEPTED: "good",
    Proposal.Status.DECLINED: "bad",
    Proposal.Status.BUILDING: "accent",
    Proposal.Status.DONE: "good",
}


def status_facts(proposal: Proposal) -> dict[str, str]:
    """The ribbon on top: what the council says of this proposal, and why."""
    status = Proposal.Status(proposal.status)
    reason = proposal.status_reason
    if not reason and status == Proposal.Status.PUBLISHED:
        reason = _("People are reading and supporting it. The council has not looked at it yet.")
    return {"label": str(status.label), "tone": STATUS_TONES[status], "reason": reason}
