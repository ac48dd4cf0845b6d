"""Registers every slice's models with the one app; nothing else lives here."""

from participation.accounts.letters import Letter
from participation.accounts.models import (
    CensusEntry,
    CensusUpload,
    Identity,
    KnownPerson,
    Nomination,
    User,
    VerificationAttempt,
)
from participation.accounts.privacy.models import DataExport, ErasureRequest, IdleWarning
from participation.accounts.ways import DeskCode, PhoneCode, Reclaim, VerificationPolicy
from participation.areas.models import Area
from participation.audit.models import AuditEvent, AuditHead
from participation.audit.notes import AuditNote
from participation.debate.models import Comment, CommentVersion, HelpfulVote, Mention, Thread
from participation.debates.models import Debate
from participation.limits.models import ActCount, SharedLimit
from participation.moderation.duty import Duty
from participation.moderation.evidence import Evidence, EvidenceAct
from participation.moderation.models import Appeal, Claim, Decision, HouseRule, Report
from participation.moderation.watch import TextMark, WatchList
from participation.notices.models import Follow, MailChoice, Notice
from participation.processes.models import Category, Phase, PhaseExtension, Process
from participation.proposals.models import (
    Attachment,
    CoAuthor,
    Milestone,
    OfficialAnswer,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    StatusChange,
    Support,
)
from participation.votes.models import (
    Answer,
    Choice,
    Poll,
    PollExtension,
    PollOption,
    Statement,
    Tally,
    Vote,
)

__all__ = [
    "ActCount",
    "Answer",
    "Appeal",
    "Area",
    "Attachment",
    "AuditEvent",
    "AuditHead",
    "AuditNote",
    "Category",
    "CensusEntry",
    "CensusUpload",
    "Choice",
    "Claim",
    "CoAuthor",
    "Comment",
    "CommentVersion",
    "DataExport",
    "Debate",
    "Decision",
    "DeskCode",
    "Duty",
    "ErasureRequest",
    "Evidence",
    "EvidenceAct",
    "Follow",
    "HelpfulVote",
    "HouseRule",
    "Identity",
    "IdleWarning",
    "KnownPerson",
    "Letter",
    "MailChoice",
    "Mention",
    "Milestone",
    "Nomination",
    "Notice",
    "OfficialAnswer",
    "Phase",
    "PhaseExtension",
    "PhoneCode",
    "Poll",
    "PollExtension",
    "PollOption",
    "Process",
    "Proposal",
    "ProposalDraft",
    "ProposalVersion",
    "Reclaim",
    "Report",
    "SharedLimit",
    "Statement",
    "StatusChange",
    "Support",
    "Tally",
    "TextMark",
    "Thread",
    "User",
    "VerificationAttempt",
    "VerificationPolicy",
    "Vote",
    "WatchList",
]
