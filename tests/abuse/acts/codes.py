"""Voting without an account: what officers prepare, and what anyone may send."""

from tests.participation.accounts.test_desk_code import TYPED

BOXES = {"birth_date_day": "4", "birth_date_month": "3", "birth_date_year": "1951"}


def on_desk(w, end: str) -> str:
    return f"/admin/rounds/{w.school.pk}/codes/{end}"


def on_plan(w, end: str) -> str:
    return f"/admin/rounds/{w.planned.pk}/electorates/{end}"


def public(w, end: str) -> str:
    return f"/rounds/{w.school.process.slug}/{end}/"


ACTIONS = {
    "declare people with pots of their own": lambda w: (
        on_plan(w, "new/"),
        {"name": "Scouts", "way": "code", "pots": [w.planned.pots.first().pk]},
    ),
    "take such people off": lambda w: (on_plan(w, f"{w.pupils.pk}/drop/"), {}),
    "make a batch of codes": lambda w: (
        on_desk(w, ""),
        {"label": "Class 4b", "size": "2", "electorate": w.school.electorates.first().pk},
    ),
    "cancel a batch of codes": lambda w: (on_desk(w, f"{w.batch.pk}/cancel/"), {"reason": "Lost."}),
    "hand out a voting code": lambda w: (on_desk(w, "hand/"), TYPED),
    "be done with voting": lambda w: (public(w, "done"), {}),
    "stay at a kiosk": lambda w: (public(w, "kiosk/stay"), {}),
    "end a kiosk": lambda w: (public(w, "kiosk/end"), {}),
    "ask to vote by phone": lambda w: (public(w, "phone"), w.free_papers | BOXES | {"phone": "07700 900123"}),
    "ask to vote by post": lambda w: (
        public(w, "letter"),
        w.free_papers | BOXES | {"address": "1 Quay Street"},
    ),
    "sign a declaration": lambda w: (
        public(w, f"declare/{w.children.pk}"),
        {"name": "Kit", "age_band": "8 to 10", "signed": "on"},
    ),
    "enter a voting code": lambda w: (public(w, "code"), {"code": w.code}),
    "start a kiosk": lambda w: (on_desk(w, "kiosk/"), {"minutes": "3"}),
}
