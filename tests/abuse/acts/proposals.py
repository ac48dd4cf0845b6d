"""Drafts, proposals and supports; also of proposals that are gone, or that stand on a ballot."""

from functools import partial

from participation.proposals.actions.editing import newest_number
from tests.abuse.acts.talk import WORDS
from tests.cms.backoffice.test_polls import picture
from tests.factories.people import UserFactory

FIRST_STEP = {"title": "Two benches", "what": "Put them on the quay."}


def changed(proposal) -> dict:
    return {
        "title": proposal.title,
        "what": "Three benches.",
        "why": proposal.why,
        "area": proposal.area_id,
        "category": proposal.category_id,
        "base": newest_number(proposal),
    }


def a_file(**more) -> dict:
    return {"file": picture(), "words": "The quay.", **more}


ACTIONS = {
    "begin a proposal": lambda w: (f"/processes/{w.process.slug}/propose/", FIRST_STEP),
    "start a draft": lambda w: (f"/processes/{w.process.slug}/propose/save/", {"title": "A bench"}),
    "save a draft": lambda w: (f"/drafts/{w.draft.pk}/save/", {"title": "Two benches"}),
    "go on with a draft": lambda w: (f"/drafts/{w.draft.pk}/what/", FIRST_STEP),
    "add a file to a draft": lambda w: (f"/drafts/{w.draft.pk}/pictures/add/", a_file()),
    "take a file out of a draft": lambda w: (
        f"/drafts/{w.draft.pk}/documents/{w.draft_file.pk}/remove/",
        {},
    ),
    "remove a draft": lambda w: (f"/drafts/{w.draft.pk}/remove/", {}),
    "publish a draft": lambda w: (f"/drafts/{w.draft.pk}/publish/", {}),
    "ask a co-author": lambda w: (
        f"/proposals/{w.proposal.pk}/authors/",
        {"ask": "yes", "whom": UserFactory().email},
    ),
    "add a file": lambda w: (f"/proposals/{w.proposal.pk}/files/", a_file(kind="picture")),
    "describe a file": lambda w: (
        f"/proposals/{w.proposal.pk}/files/{w.picture.pk}/",
        {"words": "The whole plan."},
    ),
    "follow a proposal": lambda w: (f"/follow/proposal/{w.proposal.pk}/", {}),
    "stop following a proposal": lambda w: (f"/unfollow/proposal/{w.proposal.pk}/", {}),
}


def support(w, proposal):
    return f"/proposals/{proposal.pk}/support/", {}


def take_back(w, proposal):
    return f"/proposals/{proposal.pk}/support/withdraw/", {}


def change(w, proposal):
    return f"/proposals/{proposal.pk}/change/", changed(proposal)


def give_up(w, proposal):
    return f"/proposals/{proposal.pk}/give-up/", {"reason": "Built already."}


def comment(w, proposal):
    return f"/threads/{proposal.thread_id}/comments/", WORDS


# What is tried on a proposal, whatever became of it.
ON_ONE = {
    "support": support,
    "take support back": take_back,
    "change a proposal": change,
    "give a proposal up": give_up,
}
BECAME = {
    "merged": lambda w: w.gone["merged"],
    "withdrawn": lambda w: w.gone["withdrawn"],
    "declined": lambda w: w.gone["declined"],
    "on a ballot": lambda w: w.frozen,
    "not published yet": lambda w: w.submitted,
}


def _on(act, find, w):
    return act(w, find(w))


ACTIONS |= {name: partial(_on, act, lambda w: w.proposal) for name, act in ON_ONE.items()}
ACTIONS["take support back"] = partial(_on, take_back, lambda w: w.liked)
ACTIONS |= {
    f"{name}, {state}": partial(_on, act, find)
    for name, act in (ON_ONE | {"comment": comment}).items()
    for state, find in BECAME.items()
}
