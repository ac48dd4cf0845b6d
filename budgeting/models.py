"""Registers every slice's models with the one app; nothing else lives here."""

from budgeting.ballots.models import (
    BallotDraft,
    CastKey,
    CountedBallot,
    PollBookEntry,
    SealApproval,
    SealedBallot,
)
from budgeting.crowdfunding.models import Campaign, CampaignUpdate, MatchFund, Pledge
from budgeting.delivery.models import DeliveryUpdate
from budgeting.ledger.models import Account, Entry, Transfer
from budgeting.results.models import (
    Certification,
    ImportedRound,
    Outcome,
    PotResult,
    PublicLot,
    Result,
    ResultFile,
)
from budgeting.rounds.models import Pot, Project, Round, RoundPot

__all__ = [
    "Account",
    "BallotDraft",
    "Campaign",
    "CampaignUpdate",
    "CastKey",
    "Certification",
    "CountedBallot",
    "DeliveryUpdate",
    "Entry",
    "ImportedRound",
    "MatchFund",
    "Outcome",
    "Pledge",
    "PollBookEntry",
    "Pot",
    "PotResult",
    "Project",
    "PublicLot",
    "Result",
    "ResultFile",
    "Round",
    "RoundPot",
    "SealApproval",
    "SealedBallot",
    "Transfer",
]
