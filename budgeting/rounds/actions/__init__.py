"""What officers do to pots and rounds. Each act is atomic, checks its rule and is logged."""

from budgeting.rounds.actions.changing import change_rules
from budgeting.rounds.actions.consent import agree, take_back_consent
from budgeting.rounds.actions.electorates import declare_electorate, drop_electorate
from budgeting.rounds.actions.linking import link_projects, unlink_projects
from budgeting.rounds.actions.opening import extend_round, open_round
from budgeting.rounds.actions.planning import create_round
from budgeting.rounds.actions.plans import begin_plan, drop_plan, finish_plan, keep_answers
from budgeting.rounds.actions.pots import create_pot
from budgeting.rounds.actions.projects import add_project, change_project, remove_project
from budgeting.rounds.actions.timing import move_vote

__all__ = [
    "add_project",
    "agree",
    "begin_plan",
    "change_project",
    "change_rules",
    "create_pot",
    "create_round",
    "declare_electorate",
    "drop_electorate",
    "drop_plan",
    "extend_round",
    "finish_plan",
    "keep_answers",
    "link_projects",
    "move_vote",
    "open_round",
    "remove_project",
    "take_back_consent",
    "unlink_projects",
]
