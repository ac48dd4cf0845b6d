"""What moderation tells people about: what was decided on something they wrote, and why."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.notices import events

SENTENCES = {
    "hide-content": _("A facilitator hid “%(title)s”. The reason: %(reason)s"),
    "restore-content": _("A facilitator shows “%(title)s” again. The reason: %(reason)s"),
    "keep-content": _("A facilitator looked at “%(title)s” again: it stays as it is. The reason: %(reason)s"),
    "edit-content": _("A facilitator asks you to change “%(title)s”. The reason: %(reason)s"),
    "rewrite-content": _("A facilitator hid “%(title)s” until you change it. The reason: %(reason)s"),
    "warn-author": _("A facilitator warns you because of “%(title)s”. The reason: %(reason)s"),
    "pause-author": _(
        "A facilitator paused your account because of “%(title)s”: you cannot write for a while. "
        "The reason: %(reason)s"
    ),
    "appeal-upheld": _(
        "An appeal about “%(title)s” was answered: the decision stays. The reason: %(reason)s"
    ),
    "appeal-overturned": _(
        "An appeal about “%(title)s” was answered: the decision is taken back. The reason: %(reason)s"
    ),
}


def offer() -> None:
    """The author gets the statement of reasons by a mail of its own, so these wait for no other."""
    for key, sentence in SENTENCES.items():
        events.register(_event(key, sentence))


def _event(key: str, sentence: Any) -> events.Event:
    # Answers to appeals have no mail of their own.
    mailed = key.startswith("appeal-")
    return events.Event(
        key=key, sentence=sentence, group=events.Group.MINE, mailed=mailed, leads_to=_decision_page
    )


def _decision_page(facts: events.Facts) -> str:
    """The statement of reasons, from which the author appeals and where the answer stands."""
    return reverse("decision", args=[facts["decision"]]) if "decision" in facts else ""
