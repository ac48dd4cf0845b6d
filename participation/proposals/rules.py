"""Who may propose and who may support, and the reason why not as a sentence."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.rules import (
    FACILITATOR,
    OFFICER,
    has_role,
    is_active,
    is_verified,
    writing_refusal,
)
from participation.kinds import registry
from participation.moderation.edits import asked
from participation.processes.models import Process
from participation.processes.rules import (
    COMMENT,
    PROPOSE,
    SUPPORT,
    features_of,
    may_see_process,
    open_features,
)
from participation.proposals import moves
from participation.proposals.models import CoAuthor, Proposal, Support

# Before the council has decided.
MERGEABLE = (Proposal.Status.PUBLISHED, Proposal.Status.REVIEW)
EDITABLE = (Proposal.Status.SUBMITTED, *MERGEABLE)


def may_see(user: Any, proposal: Proposal) -> bool:
    """Published and not hidden; hidden ones are for the author and for facilitators.

    One that waits for its check is for the author and for those who check.
    """
    if not may_see_process(user, proposal.process):
        return False
    if proposal.published_at is None:
        return _is_near(user, proposal) or has_role(user, FACILITATOR, OFFICER)
    return proposal.hidden_at is None or _is_near(user, proposal) or has_role(user, FACILITATOR)


def may_propose(user: Any, process: Process) -> bool:
    return not propose_refusal(user, process)


def propose_refusal(user: Any, process: Process, features: frozenset[str] | None = None) -> str:
    """Why this person cannot propose here; "" when they can. `features`: open_features(process), if read."""
    if not _is_open(process, PROPOSE, features) or not may_see_process(user, process):
        return _("This process is not taking proposals now.")
    refusal = _needs_log_in(user, _("Log in to write a proposal.")) or writing_refusal(user)
    return refusal or registry.propose_refusal(user, process)


def may_support(user: Any, proposal: Proposal) -> bool:
    return not support_refusal(user, proposal)


def support_refusal(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> str:
    """Why this person cannot support this now; "" when they can."""
    if proposal.hidden_at or proposal.published_at is None or not may_see_process(user, proposal.process):
        return _("This proposal cannot be supported.")
    if proposal.status in Proposal.GONE:
        return _("This proposal takes no more support.")
    if not _is_open(proposal.process, SUPPORT, features):
        return _("The time for giving support is over or has not begun.")
    if refusal := _needs_log_in(user, _("Log in to support this proposal.")):
        return refusal
    return "" if is_verified(user) else _("Show that you live here first. Then you can support proposals.")


def withdraw_refusal(
    user: Any, proposal: Proposal, own: Support | None, features: frozenset[str] | None = None
) -> str:
    """Why this person cannot take their support back now; "" when they can.

    They can while support can be given, and at any time when what they supported became another thing: it was
    changed so that it weighs, or merged. Not once it stands on a ballot.
    """
    if own is not None and became_another(proposal, own) and proposal.frozen_at is None:
        return _needs_log_in(user, _("Log in to take your support back."))
    if proposal.status in Proposal.GONE and own is not None:
        return ""
    return support_refusal(user, proposal, features)


def became_another(proposal: Proposal, own: Support) -> bool:
    """Whether the proposal is another than the one that this support was given to."""
    changed = proposal.material_at is not None and proposal.material_at > own.given_at
    return changed or own.carried_from_id is not None


def cap_words(process: Process) -> str:
    return ngettext(
        "You can support %(n)d proposal in this process, and you do. Take that one back to support another.",
        "You can support %(n)d proposals in this process, and you do. Take one back to support another.",
        process.support_cap or 0,
    ) % {"n": process.support_cap or 0}


def may_edit(user: Any, proposal: Proposal) -> bool:
    return not edit_refusal(user, proposal)


def edit_refusal(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> str:
    """Why this person cannot change the words now; "" when they can: authors, while proposing is open.

    Whom a facilitator asked to change them can do that also later, and while their account is paused.
    """
    if not is_author(user, proposal):
        return _("Only the people who wrote this proposal change it.")
    if proposal.frozen_at is not None:
        return _("This proposal stands on a ballot, so its words stay as they are.")
    if proposal.merged_into_id is not None:
        return _("This proposal was merged into another one, so its words stay as they are.")
    if proposal.status == Proposal.Status.WITHDRAWN:
        return _("This proposal was withdrawn, so its words stay as they are.")
    if proposal.status not in EDITABLE:
        return _("The council has decided about this proposal, so its words stay as they are.")
    refusal = writing_refusal(user)
    if not _is_open(proposal.process, PROPOSE, features):
        refusal = _("The time for writing is over, so the words stay as they are.")
    return "" if refusal and asked(proposal) is not None else refusal


def may_comment(user: Any, proposal: Proposal) -> bool:
    return not comment_refusal(user, proposal)


def comment_refusal(user: Any, proposal: Proposal, features: frozenset[str] | None = None) -> str:
    """Why this person cannot comment here now; "" when they can."""
    if proposal.hidden_at or not may_see(user, proposal):
        return _("This proposal is not open for comments.")
    if proposal.merged_into_id is not None:
        return _("This proposal was merged into another one. The talk goes on there.")
    if not _is_open(proposal.process, COMMENT, features):
        return _("The discussion is closed now.")
    return _needs_log_in(user, _("Log in to write a comment.")) or writing_refusal(user)


def may_report(user: Any, proposal: Proposal) -> bool:
    return is_active(user) and proposal.hidden_at is None and may_see(user, proposal)


def may_change_status(user: Any, proposal: Proposal) -> bool:
    """Whether any move is open to this person; the table of moves says which."""
    return bool(moves.possible(user, proposal))


def may_answer(user: Any, proposal: Proposal) -> bool:
    """Officers answer and set milestones, once people can read the proposal."""
    return has_role(user, OFFICER) and proposal.published_at is not None


def ask_refusal(user: Any, proposal: Proposal) -> str:
    """Why this person cannot ask others to write with them; "" when they can: the first author alone."""
    if not is_first_author(user, proposal):
        return _("Only the first author asks others to write together.")
    return edit_refusal(user, proposal)


def may_answer_invitation(user: Any) -> bool:
    """Whoever was asked, at any time, while they are not blocked."""
    return is_active(user)


def may_merge(user: Any) -> bool:
    """Facilitators merge and split."""
    return has_role(user, FACILITATOR)


def may_redact(user: Any, proposal: Proposal) -> bool:
    return has_role(user, FACILITATOR)


def _needs_log_in(user: Any, sentence: str) -> str:
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return sentence


def features_at(proposal: Proposal) -> frozenset[str]:
    """What its process lets people do now; `pressed` and `for_page()` read it with the proposal."""
    if "running" in proposal.__dict__:
        return features_of(row["kind"] for row in proposal.running)
    return open_features(proposal.process)


def _is_open(process: Process, feature: str, features: frozenset[str] | None) -> bool:
    return feature in (open_features(process) if features is None else features)


def is_first_author(user: Any, proposal: Proposal) -> bool:
    return is_active(user) and proposal.author_id == user.pk


def is_author(user: Any, proposal: Proposal) -> bool:
    """The first author, or one who was asked and said yes."""
    return _is_near(user, proposal, CoAuthor.State.ACCEPTED)


def _is_near(user: Any, proposal: Proposal, *states: str) -> bool:
    """An author, or someone who was asked to be one (in one of `states`)."""
    if not is_active(user):
        return False
    if proposal.author_id == user.pk:
        return True
    if "authors" in proposal.__dict__:  # of for_page(): read with it
        own = (row["state"] for row in proposal.authors if row["person_id"] == user.pk)
        state = next(own, "")
    else:
        state = proposal.co_authors.filter(person=user).values_list("state", flat=True).first() or ""
    return state in (states or (CoAuthor.State.ASKED, CoAuthor.State.ACCEPTED))
