"""Registers every slice's models with the one app; nothing else lives here."""

from participation.accounts.models import (
    CensusEntry,
    CensusUpload,
    Identity,
    User,
    VerificationAttempt,
)
from participation.areas.models import Area
from participation.audit.models import AuditEvent, AuditHead
from participation.debate.models import Comment, Thread
from participation.moderation.models import Decision, Report
from participation.processes.models import Category, Phase, PhaseExtension, Process
from participation.proposals.models import Proposal, Support

__all__ = [
    "Area",
    "AuditEvent",
    "AuditHead",
    "Category",
    "CensusEntry",
    "CensusUpload",
    "Comment",
    "Decision",
    "Identity",
    "Phase",
    "PhaseExtension",
    "Process",
    "Proposal",
    "Report",
    "Support",
    "Thread",
    "User",
    "VerificationAttempt",
]
