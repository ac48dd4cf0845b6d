"""What residents propose: the proposal, who supports it, its versions, its status, its files, its drafts."""

from participation.proposals.models.attachment import Attachment
from participation.proposals.models.co_author import CoAuthor
from participation.proposals.models.draft import ProposalDraft
from participation.proposals.models.proposal import Proposal, ProposalQuerySet, Support
from participation.proposals.models.status import Milestone, OfficialAnswer, StatusChange
from participation.proposals.models.version import ProposalVersion

__all__ = [
    "Attachment",
    "CoAuthor",
    "Milestone",
    "OfficialAnswer",
    "Proposal",
    "ProposalDraft",
    "ProposalQuerySet",
    "ProposalVersion",
    "StatusChange",
    "Support",
]
