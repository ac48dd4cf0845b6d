"""Every act on polls: residents vote and add statements, officers plan, the clock's work counts."""

from participation.votes.actions.casting import answer_statement, cast_vote
from participation.votes.actions.closing import count_poll
from participation.votes.actions.planning import (
    change_poll,
    create_poll,
    publish_poll,
    remove_poll,
    set_option_picture,
)
from participation.votes.actions.running import extend_poll, tighten_results
from participation.votes.actions.statements import add_statement, release_statement, show_statement

__all__ = [
    "add_statement",
    "answer_statement",
    "cast_vote",
    "change_poll",
    "count_poll",
    "create_poll",
    "extend_poll",
    "publish_poll",
    "release_statement",
    "remove_poll",
    "set_option_picture",
    "show_statement",
    "tighten_results",
]
