"""What the page of one proposal shows beside its story: support, discussion, and what this person may do."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.accounts.rules import identity_key_of, is_verified
from participation.json_rows import moment
from participation.moderation.models import Decision
from participation.processes.models import Process
from participation.processes.rules import SUPPORT
from participation.proposals import moves, rules
from participation.proposals.models import Proposal, StatusChange, Support

GONE = Proposal.GONE


def support_facts(
    user: Any, proposal: Proposal, features: frozenset[str], own: Support | None
) -> dict[str, Any]:
    """For the side card, without a query. Needs a proposal that knows its `support_count`."""
    refusal = rules.support_refusal(user, proposal, features)
    needed = proposal.process.supports_needed
    return {
        "proposal": proposal,
        "given": own is not None,
        "became_another": own is not None and rules.became_another(proposal, own),
        "carried": own is not None and own.carried_from_id is not None,
        "may_take_back": own is not None and not rules.withdraw_refusal(user, proposal, own, features),
        "refusal": refusal,
        "support_open": SUPPORT in features and proposal.hidden_at is None and proposal.status not in GONE,
        "verified": is_verified(user),
        "people": ngettext("person supports this", "people support this", proposal.support_count),
        "needed": needed,
        "goal": _goal(proposal.support_count, needed),
        "brings": proposal.process.supports_bring,
        "cap": cap_words(proposal.process),
    }


def own_support(user: Any, proposal: Proposal) -> Support | None:
    """In two queries for who is logged in."""
    identity = identity_key_of(user)
    return Support.objects.filter(proposal=proposal, identity=identity).first() if identity else None


def _goal(count: int, needed: int) -> str:
    if count >= needed:
        return _("It has the %(needed)d supports that take it to the next step") % {"needed": needed}
    return _("%(needed)d supports take it to the next step") % {"needed": needed}


def status_facts(proposal: Proposal) -> dict[str, str]:
    """The ribbon on top: what the council says of this proposal, and why."""
    reason = proposal.status_reason
    if not reason and proposal.status == Proposal.Status.SUBMITTED:
        reason = _("Only you and the people who check it can see this page. You hear when it is published.")
    if not reason and proposal.status == Proposal.Status.PUBLISHED:
        reason = _("People can read it. The council has not decided about it yet.")
    return {"label": proposal.get_status_display(), "tone": proposal.tone, "reason": reason}


def cap_words(process: Process) -> str:
    """Said before somebody runs into it."""
    if process.support_cap is None:
        return ""
    return ngettext(
        "Each person can support %(n)d proposal here.",
        "Each person can support %(n)d proposals here.",
        process.support_cap,
    ) % {"n": process.support_cap}


def story(user: Any, proposal: Proposal, features: frozenset[str]) -> dict[str, Any]:
    """What became of a proposal of `for_page()`: answer, milestones, history, versions; no query."""
    answer = next(iter(proposal.answers), None)
    return {
        "answer": answer
        and {"text": answer["text"], "on": moment(answer["changed_at"] or answer["answered_at"])},
        "milestones": [
            {"day": date.fromisoformat(each["day"]), "title": each["title"], "words": each["words"]}
            for each in sorted(proposal.steps, key=lambda step: step["day"])
        ],
        "history": [
            _move(each) for each in sorted(proposal.moves, key=lambda move: moment(move["changed_at"]))
        ],
        "versions": proposal.version_count,
        "with_names": _with_names(proposal),
        "asked": any(_is_asked(user, row) for row in proposal.authors),
        "may_ask": _own(user, proposal) and not rules.edit_refusal(user, proposal, features),
        "pictures": [_picture(row) for row in proposal.files if _is_another(row, proposal)],
        "documents": [row for row in proposal.files if row["document"]],
        "merged_here": proposal.merged_here,
        "may_edit": not rules.edit_refusal(user, proposal, features),
        "may_withdraw": bool(moves.role_for(user, proposal, Proposal.Status.WITHDRAWN))
        if _own(user, proposal)
        else False,
    }


def _with_names(proposal: Proposal) -> str:
    names = [row["name"] or _("Someone") for row in proposal.authors if row["state"] == "accepted"]
    return ", ".join(names)


def _is_asked(user: Any, row: dict[str, Any]) -> bool:
    return row["state"] == "asked" and row["person_id"] == user.pk


def _is_another(row: dict[str, Any], proposal: Proposal) -> bool:
    """A picture beside the one on top."""
    return bool(row["picture"]) and row["picture"] != proposal.picture.name


def _picture(row: dict[str, Any]) -> dict[str, str]:
    return {"url": default_storage.url(row["picture"]), "alt": row["words"]}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    return {"text": row["text"], "on": moment(row["changed_at"] or row["answered_at"])}


def _own(user: Any, proposal: Proposal) -> bool:
    return user.is_authenticated and proposal.author_id == user.pk


def _move(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": Proposal.Status(row["after"]).label,
        "reason": row["reason"],
        "role": StatusChange.Role(row["role"]).label,
        "at": moment(row["changed_at"]),
    }


def hidden_reason(user: Any, proposal: Proposal) -> str:
    """What the author and facilitators read in place of a hidden proposal's public page."""
    if proposal.hidden_at is None:
        return ""
    newest = Decision.objects.filter(
        target_type=ContentType.objects.get_for_model(Proposal), target_id=proposal.pk, verdict="hide"
    ).first()
    return newest.reason if newest else _("Only you and the facilitators can see this page now.")
