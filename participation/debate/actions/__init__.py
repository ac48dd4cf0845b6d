"""Every act in a discussion."""

from participation.debate.actions.helpful import vote_helpful
from participation.debate.actions.leading import (
    close_thread,
    let_through,
    reopen_thread,
    set_thread_mode,
)
from participation.debate.actions.redacting import call_back, redact_comment
from participation.debate.actions.writing import edit_comment, remove_comment, write_comment

__all__ = [
    "call_back",
    "close_thread",
    "edit_comment",
    "let_through",
    "redact_comment",
    "remove_comment",
    "reopen_thread",
    "set_thread_mode",
    "vote_helpful",
    "write_comment",
]
