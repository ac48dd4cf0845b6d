"""What officers do to results. Each act is atomic, checks its rule and is logged."""

from budgeting.results.actions.background import run_count, start_count
from budgeting.results.actions.certifying import certify_result
from budgeting.results.actions.counting import correct_result, count_round
from budgeting.results.actions.importing import import_round
from budgeting.results.actions.lots import commit_lot, record_draw
from budgeting.results.actions.objecting import answer_objection, make_objection, rule_out_project
from budgeting.results.actions.publishing import publish_result

__all__ = [
    "answer_objection",
    "certify_result",
    "commit_lot",
    "correct_result",
    "count_round",
    "import_round",
    "make_objection",
    "publish_result",
    "record_draw",
    "rule_out_project",
    "run_count",
    "start_count",
]
