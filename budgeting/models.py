"""Registers every slice's models with the one app; nothing else lives here."""

from budgeting.ballots.annulments import Annulment
from budgeting.ballots.codes.models import Admission, CodeBatch, Elector
from budgeting.ballots.models import (
    BallotDraft,
    CastKey,
    CountedBallot,
    DraftReminder,
    PollBookEntry,
    SealApproval,
    SealedBallot,
)
from budgeting.ballots.paper.models import (
    Counterfoil,
    PaperBox,
    PaperEntry,
    PaperExplanation,
    PaperPart,
    PaperReading,
    RefusedMarks,
)
from budgeting.crowdfunding.match_funds import MatchFund, MatchShare
from budgeting.crowdfunding.models import Campaign, CampaignUpdate, Pledge
from budgeting.crowdfunding.payments.models import Dispute, Payment
from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.undelivered import Undelivered
from budgeting.ledger.models import Account, Entry, Transfer
from budgeting.results.analyses import Analysis
from budgeting.results.count_runs import CountRun
from budgeting.results.models import (
    Certification,
    ImportedRound,
    Outcome,
    PotResult,
    PublicLot,
    Result,
    ResultFile,
)
from budgeting.results.objections import Objection
from budgeting.rounds.assessing.models import (
    AreaOfficer,
    Assessment,
    AuthorReply,
    CheckAnswer,
    CostLine,
    InternalNote,
)
from budgeting.rounds.consents import Consent
from budgeting.rounds.electorates import Electorate
from budgeting.rounds.links import ProjectLink
from budgeting.rounds.models import Pot, Project, Round, RoundPot
from budgeting.rounds.plans import RoundPlan
from budgeting.rounds.project_changes import ProjectChange
from budgeting.rounds.voids import RoundVoid
from budgeting.treasury.banking.models import BankLine, BankStatement
from budgeting.treasury.models import MoneyAct, ProofRun
from budgeting.treasury.reconciling.models import Comparison, Difference

__all__ = [
    "Account",
    "Admission",
    "Analysis",
    "Annulment",
    "AreaOfficer",
    "Assessment",
    "AuthorReply",
    "BallotDraft",
    "BankLine",
    "BankStatement",
    "Campaign",
    "CampaignUpdate",
    "CastKey",
    "Certification",
    "CheckAnswer",
    "CodeBatch",
    "Comparison",
    "Consent",
    "CostLine",
    "CountRun",
    "CountedBallot",
    "Counterfoil",
    "DeliveryUpdate",
    "Difference",
    "Dispute",
    "DraftReminder",
    "Elector",
    "Electorate",
    "Entry",
    "ImportedRound",
    "InternalNote",
    "MatchFund",
    "MatchShare",
    "MoneyAct",
    "MoneyRequest",
    "Objection",
    "Outcome",
    "PaperBox",
    "PaperEntry",
    "PaperExplanation",
    "PaperPart",
    "PaperReading",
    "Payment",
    "Pledge",
    "PollBookEntry",
    "Pot",
    "PotResult",
    "Project",
    "ProjectChange",
    "ProjectLink",
    "ProofRun",
    "PublicLot",
    "RefusedMarks",
    "Result",
    "ResultFile",
    "Round",
    "RoundPlan",
    "RoundPot",
    "RoundVoid",
    "SealApproval",
    "SealedBallot",
    "Transfer",
    "Undelivered",
]
