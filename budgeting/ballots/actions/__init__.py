"""What happens to ballots: cast, drafted, read by their own voter, sealed. Ballots write no audit event."""

from budgeting.ballots.actions.annulling import annul_ballot
from budgeting.ballots.actions.casting import cast_ballot
from budgeting.ballots.actions.drafts import drop_draft, read_draft, read_own_choices, save_draft
from budgeting.ballots.actions.reminding import remind_of_drafts
from budgeting.ballots.actions.sealing import seal_box
from budgeting.ballots.actions.voiding import void_round
from budgeting.ballots.actions.withdrawing import recost_project, withdraw_project

__all__ = [
    "annul_ballot",
    "cast_ballot",
    "drop_draft",
    "read_draft",
    "read_own_choices",
    "recost_project",
    "remind_of_drafts",
    "save_draft",
    "seal_box",
    "void_round",
    "withdraw_project",
]
