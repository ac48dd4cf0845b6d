"""What officers do to results. Each act is atomic, checks its rule and is logged."""

from budgeting.results.actions.certifying import certify_result
from budgeting.results.actions.counting import correct_result, count_round
from budgeting.results.actions.importing import import_round
from budgeting.results.actions.lots import commit_lot, record_draw
from budgeting.results.actions.publishing import publish_result

__all__ = [
    "certify_result",
    "commit_lot",
    "correct_result",
    "count_round",
    "import_round",
    "publish_result",
    "record_draw",
]
