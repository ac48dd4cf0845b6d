"""What happens to proposals: published, changed, supported, answered, moved from status to status."""

from participation.proposals.actions.answering import add_milestone, answer_proposal, remove_milestone
from participation.proposals.actions.drafting import (
    attach_file,
    begin_draft,
    publish_draft,
    remove_attachment,
    remove_draft,
    save_draft,
)
from participation.proposals.actions.editing import change_proposal
from participation.proposals.actions.inviting import answer_invitation, ask_co_author, remove_co_author
from participation.proposals.actions.merging import merge_proposals, split_proposal
from participation.proposals.actions.publishing import publish_proposal
from participation.proposals.actions.redacting import redact_proposal
from participation.proposals.actions.status import change_status, put_back, take_in
from participation.proposals.actions.supporting import give_support, withdraw_support

__all__ = [
    "add_milestone",
    "answer_invitation",
    "answer_proposal",
    "ask_co_author",
    "attach_file",
    "begin_draft",
    "change_proposal",
    "change_status",
    "give_support",
    "merge_proposals",
    "publish_draft",
    "publish_proposal",
    "put_back",
    "redact_proposal",
    "remove_attachment",
    "remove_co_author",
    "remove_draft",
    "remove_milestone",
    "save_draft",
    "split_proposal",
    "take_in",
    "withdraw_support",
]
