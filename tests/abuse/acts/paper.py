"""Paper ballots: given out at the desk, their boxes opened and entered."""

from tests.factories.paper import version_of
from tests.participation.accounts.test_desk_code import TYPED


def of(round, end: str) -> str:
    return f"/admin/rounds/{round.pk}/paper/{end}/"


def of_box(box, end: str) -> str:
    return of(box.round, f"box/{box.pk}/{end}")


ACTIONS = {
    "give a paper ballot": lambda w: (of(w.paper, "give"), TYPED),
    "give a paper ballot for a code": lambda w: (of(w.paper, "give/code"), {"code": w.desk_code}),
    "open a box": lambda w: (
        of(w.box.round, "box"),
        {"place": "Library", "area": "0", "found": "1", "not_returned": "0"},
    ),
    "begin to enter a box": lambda w: (of_box(w.box, "enter"), {"version": version_of(w.box)}),
    "enter a slip": lambda w: (of_box(w.begun, "slip"), {"number": "1", "slip": "1"}),
    "enter a box again": lambda w: (of_box(w.begun, "again"), {"reason": "The pile fell down."}),
    "explain figures that do not fit": lambda w: (of(w.box.round, "explain"), {"reason": "One was lost."}),
}
