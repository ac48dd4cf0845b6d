"""What is done with paper ballots: given out, boxes opened, entered by two, settled, explained."""

from budgeting.ballots.paper.actions.boxes import enter_box_again, open_paper_box
from budgeting.ballots.paper.actions.entering import begin_entry, enter_slip, finish_entry
from budgeting.ballots.paper.actions.explaining import explain_figures
from budgeting.ballots.paper.actions.issuing import give_by_code, give_by_papers, give_paper_ballot

__all__ = [
    "begin_entry",
    "enter_box_again",
    "enter_slip",
    "explain_figures",
    "finish_entry",
    "give_by_code",
    "give_by_papers",
    "give_paper_ballot",
    "open_paper_box",
]
