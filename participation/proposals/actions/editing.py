"""Changing the words of a proposal: each change is a version, and supporters hear of those that weigh."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from participation import live
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.clock import database_now
from participation.kinds import registry
from participation.limits.table import CHANGES
from participation.moderation.edits import words_changed
from participation.moderation.machine import look_at
from participation.notices.actions import tell, tell_followers
from participation.proposals import rules
from participation.proposals.material import material_changes
from participation.proposals.models import Proposal, ProposalVersion
from participation.proposals.models.version import KEPT
from participation.proposals.versions import file_words


@transaction.atomic
def change_proposal(
    *, editor: User, proposal: Proposal, base: int, reason: str = "", **words: Any
) -> ProposalVersion | None:
    """Write the next version; None when nothing differs. `words` are of version.KEPT; `base` is the number of
    the version that the editor saw.

    Raises PermissionDenied with the reason, ValidationError with code "stale" when another version came
    between, or naming the field.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("process").get(pk=proposal.pk)
    if refusal := rules.edit_refusal(editor, proposal):
        raise PermissionDenied(refusal)
    if base != newest_number(proposal):
        raise ValidationError(
            _("Someone else changed this proposal while you were writing. See their words below, then save."),
            code="stale",
        )
    if faults := _faults_of_move(editor, proposal, words):
        raise ValidationError(faults)
    count_act_of(editor, CHANGES)
    return write_version(
        writer=editor, role=ProposalVersion.Role.AUTHOR, proposal=proposal, reason=reason, words=words
    )


def _faults_of_move(editor: User, proposal: Proposal, words: dict[str, Any]) -> dict[str, str]:
    """What does not fit of another place or theme; who proposed before a rule came keeps what they have."""
    area, category = words.get("area", proposal.area), words.get("category", proposal.category)
    if (area, category) == (proposal.area, proposal.category):
        return {}
    return registry.proposal_faults(editor, proposal.process, area, category)


def newest_number(proposal: Proposal) -> int:
    return proposal.versions.aggregate(newest=Max("number"))["newest"] or 1


def write_version(
    *,
    writer: User,
    role: str,
    proposal: Proposal,
    reason: str,
    words: dict[str, Any],
    files_before: dict[str, str] | None = None,
) -> ProposalVersion | None:
    """The next version of a locked proposal, inside atomic; None when nothing differs.

    `files_before`: what `file_words` said before its pictures and documents changed, where they did.
    """
    unknown = words.keys() - set(KEPT)
    if unknown:
        raise TypeError(f"a proposal's {sorted(unknown)[0]} is not changed by this act")
    before = {name: getattr(proposal, name) for name in KEPT}
    after = before | words
    files = file_words(proposal)
    files_before = files if files_before is None else files_before
    if all(before[name] == after[name] for name in KEPT) and files == files_before:
        return None
    material = material_changes(before, after, proposal.process.material_cost_share)
    for name, value in words.items():
        setattr(proposal, name, value)
    proposal.clean_fields(exclude=["process", "author", "thread", "area", "category"])
    now = database_now()
    number = _first_version(proposal, before | files_before) + 1
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=number,
        **after,
        **files,
        reason=reason.strip()[:300],
        material=material,
        written_by=writer,
        role=role,
        written_at=now,
    )
    if material:
        proposal.material_at = now
    proposal.save(update_fields=[*KEPT, "material_at"])
    _tell(proposal, writer, bool(material))
    if role == ProposalVersion.Role.AUTHOR:
        words_changed(proposal)
        look_at(proposal)
    live.changed(f"proposal:{proposal.pk}")
    return version


def _first_version(proposal: Proposal, words: dict[str, Any]) -> int:
    """The number of the newest version; writes the first one where there is none yet."""
    newest = proposal.versions.aggregate(newest=Max("number"))["newest"]
    if newest is None:
        written_at = proposal.published_at or database_now()
        ProposalVersion.objects.create(
            proposal=proposal, number=1, **words, written_by=proposal.author, written_at=written_at
        )
    return newest or 1


def _tell(proposal: Proposal, writer: User, material: bool) -> None:
    supporters = list(User.objects.filter(identity__supports__proposal=proposal)) if material else []
    if supporters:
        tell(people=supporters, thing=proposal, event="proposal-changed-much", actor=writer)
    tell_followers(thing=proposal, event="proposal-changed", actor=writer, but_not=supporters)
