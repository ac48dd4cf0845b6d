"""Redaction: words that must not stand anywhere (a home address) leave every text of a proposal."""

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR
from participation.audit.actions import record
from participation.debate.actions import call_back
from participation.proposals import rules
from participation.proposals.models import Proposal, ProposalDraft, ProposalVersion
from participation.redaction import overwrite, pattern_of, rows_with, without

OWN = ("title", "what", "why", "who_for", "place", "picture_alt", "status_reason")
BELOW = {
    "versions": ("title", "what", "why", "who_for", "place", "reason", "pictures", "documents"),
    "attachments": ("words",),
    "status_changes": ("reason",),
    "milestones": ("title", "words"),
}


@transaction.atomic
def redact_proposal(*, actor: User, proposal: Proposal, phrase: str) -> int:
    """Overwrite `phrase` (any case, any spaces between words) in the proposal, its versions and its history.

    Returns the number of texts that changed. The log keeps where and how many, never the words.
    Raises PermissionDenied, and ValidationError naming "phrase".
    """
    if not rules.may_redact(actor, proposal):
        raise PermissionDenied(_("Only facilitators redact."))
    pattern = pattern_of(phrase)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    found = overwrite(proposal, OWN, pattern)
    for name, fields in BELOW.items():
        for row in getattr(proposal, name).select_for_update():
            found += [f"{name}.{field}" for field in overwrite(row, fields, pattern)]
    if hasattr(proposal, "answer"):
        found += [f"answer.{field}" for field in overwrite(proposal.answer, ("text",), pattern)]
    call_back(proposal.thread)
    facts = {"fields": sorted(set(found)), "texts": len(found)}
    record(verb="redact_proposal", actor=actor, acting_as=FACILITATOR, target=proposal, facts=facts)
    return len(found)


def holding(phrase: str) -> list[Proposal]:
    """Proposals in which the words stand, now or in a version."""
    now = rows_with(Proposal.objects.all(), OWN, phrase)
    versions = ProposalVersion.objects.select_related("proposal")
    before = [each.proposal for each in rows_with(versions, BELOW["versions"], phrase)]
    return list(dict.fromkeys([*now, *before]))


def purge_drafts(author: User, pattern: re.Pattern[str]) -> int:
    """Overwrites in the unfinished proposals of one person; in how many drafts?"""
    changed = 0
    for draft in ProposalDraft.objects.select_for_update(of=("self",)).filter(author=author):
        words, replaced = without(draft.words, pattern), without(draft.replaced, pattern)
        if (words, replaced) != (draft.words, draft.replaced):
            draft.words, draft.replaced = words, replaced
            # A window that is open with the old words is told so when it saves.
            draft.revision += 1
            draft.save(update_fields=["words", "replaced", "revision"])
            changed += 1
    return changed
