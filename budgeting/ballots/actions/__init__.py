"""What happens to ballots: cast, drafted, read by their own voter, sealed. Ballots write no audit event."""

from budgeting.ballots.actions.casting import cast_ballot
from budgeting.ballots.actions.drafts import drop_draft, read_draft, read_own_choices, save_draft
from budgeting.ballots.actions.sealing import seal_box

__all__ = ["cast_ballot", "drop_draft", "read_draft", "read_own_choices", "save_draft", "seal_box"]
