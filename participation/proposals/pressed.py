"""What a press of the support button reads, in one query: thousands press in an hour."""

from typing import Any

from django.db.models import QuerySet, Subquery
from django.http import Http404

from participation.accounts.models import Identity
from participation.compiled import Compiled
from participation.processes.models import Process
from participation.proposals.models import Proposal
from participation.proposals.models.proposal import running_phases

# What the rules of support and the side card ask of a proposal and of its process, as their models order it.
OF_PROPOSAL = (
    *("id", "hidden_at", "process_id", "author_id", "title", "status"),
    *("published_at", "frozen_at", "material_at", "merged_into_id"),
)
OF_PROCESS = ("id", "supports_needed", "supports_bring", "support_cap", "published_at")


def _rows(proposal: int, person: int) -> QuerySet:
    """The proposal, its process, the phases that run, and the key of the person's identity."""
    who = Identity.objects.filter(user=person).values("pk")
    rows = Proposal.objects.filter(pk=proposal).order_by()
    return rows.annotate(running=running_phases(), who=Subquery(who)).values_list(
        *OF_PROPOSAL, *(f"process__{name}" for name in OF_PROCESS), "running", "who"
    )


def _counted_rows(proposal: int, person: int) -> QuerySet:
    """The same, and how many support it."""
    rows = _rows(proposal, person)
    return rows.with_supports().values_list(*rows.query.values_select, "running", "who", "support_count")


_PRESSED, _COUNTED = Compiled(2, _rows), Compiled(2, _counted_rows)


def pressed(pk: int, user: Any, *, counted: bool = False) -> Proposal:
    """The proposal whose button was pressed, or the one that it was merged into. Raises Http404.

    With its running phases, and the person with the key of their identity, as the rules ask for them;
    `counted`: with its `support_count`.
    """
    row = (_COUNTED if counted else _PRESSED).first(pk, user.pk or 0)
    if row is None:
        raise Http404
    proposal, user._identity_key = _made_of(row)
    if proposal.merged_into_id is None:
        return proposal
    # The page was opened before a merge.
    return pressed(proposal.merged_into_id, user, counted=counted)


def _made_of(row: tuple[Any, ...]) -> tuple[Proposal, int | None]:
    at, end = len(OF_PROPOSAL), len(OF_PROPOSAL) + len(OF_PROCESS)
    proposal = Proposal.from_db(None, OF_PROPOSAL, row[:at])
    proposal.process = Process.from_db(None, OF_PROCESS, row[at:end])
    proposal.running, identity, *count = row[end:]
    if count:
        proposal.support_count = count[0]
    return proposal, identity
