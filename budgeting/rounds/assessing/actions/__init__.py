"""What officers and authors do about a check. Each act is atomic, checks its rule and is logged."""

from budgeting.rounds.assessing.actions.checking import (
    add_cost_line,
    answer_questions,
    remove_cost_line,
    write_note,
)
from budgeting.rounds.assessing.actions.deciding import decide_feasible, decide_infeasible, reopen_assessment
from budgeting.rounds.assessing.actions.following import follow_merge, follow_split
from budgeting.rounds.assessing.actions.replying import reply_to_officer
from budgeting.rounds.assessing.actions.starting import assign_assessment, name_area_officer, start_assessment

__all__ = [
    "add_cost_line",
    "answer_questions",
    "assign_assessment",
    "decide_feasible",
    "decide_infeasible",
    "follow_merge",
    "follow_split",
    "name_area_officer",
    "remove_cost_line",
    "reopen_assessment",
    "reply_to_officer",
    "start_assessment",
    "write_note",
]
