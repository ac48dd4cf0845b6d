"""How long the site keeps what it knows about people. The page of what is kept is made from this table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

# An account that nobody uses; its owner is warned twice before it goes.
IDLE_ACCOUNT_KEPT = timedelta(days=3 * 365)
FIRST_WARNING = timedelta(days=60)
SECOND_WARNING = timedelta(days=14)
# A copy of all one's data, which the site made on request.
EXPORT_KEPT = timedelta(days=7)
# One that the worker never finished can be asked for anew.
EXPORT_GIVEN_UP = timedelta(hours=6)
# A code that confirms an erasure, and the wish itself when nobody confirms it.
ERASURE_CODE_LASTS = timedelta(minutes=15)
ERASURE_WISH_KEPT = timedelta(days=1)
# Who pressed a button just before being erased in another window is through by then.
IDENTITY_RESTS = timedelta(days=1)
TRIES_KEPT = timedelta(days=1)
DESK_CODE_KEPT = timedelta(days=14)
LETTER_KEPT = timedelta(days=28)
DRAFT_KEPT = timedelta(days=90)
DRAFT_WARNING = timedelta(days=14)
NOTICES_KEPT = timedelta(days=180)
# After the decision: long enough for an appeal, and to see who reports without cause.
REPORTS_KEPT = timedelta(days=365)
# Threats alone; officers can hold it longer for the police or a court.
EVIDENCE_KEPT = timedelta(days=365)
# What the worker did, which names people by number alone.
WORK_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """One line of the page: what, why, and how long: a time, or words where no time says it."""

    what: Any
    why: Any
    time: timedelta | None = None
    words: Any = ""


TABLE = (
    Kept(
        _("Your account, when you do not log in"),
        _("So that you can come back. We write to you twice before it goes."),
        IDLE_ACCOUNT_KEPT,
    ),
    Kept(
        _("What you wrote in public"),
        _("It is part of how the town decided."),
        words=_("Until you remove it. When you leave, you choose."),
    ),
    Kept(
        _("Drafts of proposals"), _("So that you can go on writing. We tell you before they go."), DRAFT_KEPT
    ),
    Kept(_("Notices"), _("So that you can read again what we told you."), NOTICES_KEPT),
    Kept(_("A copy of your data that you asked for"), _("So that you can fetch it."), EXPORT_KEPT),
    Kept(
        _("Tries to be verified, and codes by text message"),
        _("So that nobody can guess who you are. We keep no telephone number."),
        TRIES_KEPT,
    ),
    Kept(_("A code that the desk gave you"), _("So that you can type it at home."), DESK_CODE_KEPT),
    Kept(
        _("A voting code, if you got one on a card"),
        _("So that it opens one ballot. With the ballot cast we forget whose code it was."),
        words=_("Until the ballot box is sealed. We keep a sum made from the code, and never the code."),
    ),
    Kept(
        _("A letter with a code"),
        _("So that you can type the code. Your address goes when the letter is in the post."),
        LETTER_KEPT,
    ),
    Kept(
        _("The register of residents"),
        _("To see that you live here. We keep sums made from it, no names and no addresses."),
        words=_("Until the next register comes. That one person stays one person is kept on."),
    ),
    Kept(
        _("That you supported something, or took part in a vote"),
        _("One person has one support and one vote."),
        words=_("Until the vote is over. Then only the number stays."),
    ),
    Kept(
        _("Where you are logged in: device and internet address"),
        _("So that you can end a visit that is not yours."),
        words=_("Until you log out, or for two weeks."),
    ),
    Kept(
        _("What you reported, with your note"),
        _("So that facilitators can answer, also after an appeal."),
        REPORTS_KEPT,
    ),
    Kept(
        _("A threat against somebody, as evidence, with the name and number of its author"),
        _("For the police or a court. It stays also when the account is erased."),
        EVIDENCE_KEPT,
    ),
    Kept(
        _("Decisions of facilitators, and the audit log"),
        _("So that everyone can check what staff did. The log has numbers, no names."),
        words=_("For as long as this site runs."),
    ),
    Kept(
        _("Your wish to be erased, while you have not confirmed it"),
        _("So that you can type the code."),
        ERASURE_WISH_KEPT,
    ),
)
