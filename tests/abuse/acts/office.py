"""What officers run in the back office: processes, polls, proposals, debates, the town."""

from tests.cms.backoffice.test_polls import form as poll_form
from tests.cms.backoffice.test_polls import picture, stamp
from tests.cms.backoffice.test_town import area_form, process_form
from tests.factories.people import ward
from tests.factories.polls import things
from tests.factories.talk import category


def on_proposal(w, act: str) -> str:
    return f"/admin/proposals/{w.proposal.pk}/do/{act}/"


def on_poll(w, act: str) -> str:
    return f"/admin/polls/{w.poll.pk}/do/{act}/"


def debate(w, **more) -> dict:
    return {"process": w.process.pk, "title": "What is the quay for?", "words": "Tell us.", **more}


RULE = {"title": "No spam", "words": "No advertising.", "position": "2", "in_force": "on"}
HALVES = {"title": "A bench", "what": "One.", "why": "To sit."} | {
    "second_title": "A tree",
    "second_what": "One.",
    "second_why": "For shade.",
    "reason": "Two ideas.",
}

ACTIONS = {
    "make a process": lambda w: ("/admin/processes/new/", process_form()),
    "change a process": lambda w: (
        f"/admin/processes/edit/{w.process.pk}/",
        {"title": "Ideas", "purpose": "Say it.", "supports_needed": "50"},
    ),
    "publish a process": lambda w: (f"/admin/processes/{w.unpublished.pk}/do/publish/", {}),
    "give a phase more time": lambda w: (
        f"/admin/processes/phase/{w.process.phases.get(kind='propose').pk}/do/extend/",
        {"end": stamp(40), "reason": "Holidays."},
    ),
    "make a poll": lambda w: ("/admin/polls/new/", poll_form()),
    "change a planned poll": lambda w: (f"/admin/polls/edit/{w.planned_poll.pk}/", poll_form()),
    "change a public poll": lambda w: (f"/admin/polls/edit/{w.poll.pk}/", poll_form()),
    "drop a planned poll": lambda w: (f"/admin/polls/delete/{w.planned_poll.pk}/", {}),
    "publish a poll": lambda w: (f"/admin/polls/{w.planned_poll.pk}/do/publish/", {}),
    "give a poll more time": lambda w: (on_poll(w, "extend"), {"closes_at": stamp(40), "reason": "Late."}),
    "show results more sparingly": lambda w: (on_poll(w, "tighten"), {"shown": "2", "reason": "Calm."}),
    "show a statement that waits": lambda w: (
        f"/admin/polls/statement/{w.waiting_statement.pk}/do/release/",
        {},
    ),
    "set the picture of an option": lambda w: (
        f"/admin/polls/option/{things(w.planned_poll)[0].pk}/do/picture/",
        {"picture": picture(), "picture_alt": "A bridge"},
    ),
    "change the status of a proposal": lambda w: (
        on_proposal(w, "status"),
        {"status": "review", "status_reason": "We look."},
    ),
    "publish a proposal that waits": lambda w: (
        f"/admin/proposals/{w.submitted.pk}/do/status/",
        {"status": "published", "status_reason": ""},
    ),
    "answer a proposal": lambda w: (on_proposal(w, "answer"), {"text": "Thank you."}),
    "set a milestone": lambda w: (on_proposal(w, "milestone"), {"day": "2026-11-30", "title": "Dug"}),
    "take a milestone away": lambda w: (
        f"/admin/proposals/milestone/{w.milestone.pk}/do/remove/",
        {"reason": "Wrong."},
    ),
    "merge a proposal": lambda w: (
        on_proposal(w, "merge"),
        {"number": w.liked.pk, "reason": "The same."},
    ),
    "split a proposal": lambda w: (on_proposal(w, "split"), HALVES),
    "merge one on a ballot": lambda w: (
        f"/admin/proposals/{w.frozen.pk}/do/merge/",
        {"number": w.liked.pk, "reason": "The same."},
    ),
    "split one on a ballot": lambda w: (f"/admin/proposals/{w.frozen.pk}/do/split/", HALVES),
    "open a debate for the council": lambda w: ("/admin/debates/new/", debate(w)),
    "change a debate for the council": lambda w: (f"/admin/debates/edit/{w.debate.pk}/", debate(w)),
    "make an area": lambda w: ("/admin/areas/new/", area_form()),
    "change an area": lambda w: (f"/admin/areas/edit/{w.proposal.area_id}/", area_form()),
    "drop an empty area": lambda w: (f"/admin/areas/delete/{ward('Nowhere').pk}/", {}),
    "make a category": lambda w: ("/admin/categories/new/", {"name": "Water", "slug": "water"}),
    "change a category": lambda w: (
        f"/admin/categories/edit/{w.proposal.category_id}/",
        {"name": "Green", "slug": "green"},
    ),
    "drop an empty category": lambda w: (f"/admin/categories/delete/{category('Nothing').pk}/", {}),
    "make a house rule": lambda w: ("/admin/house-rules/new/", RULE),
    "change a house rule": lambda w: (f"/admin/house-rules/edit/{w.rule.pk}/", RULE),
}
