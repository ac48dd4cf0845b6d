"""All limits in one table: how often something may be done, in how long, and by whom."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PERIODS = {
    MINUTE: gettext_lazy("in a minute"),
    HOUR: gettext_lazy("in an hour"),
    DAY: gettext_lazy("in a day"),
}


@dataclass(frozen=True)
class Limit:
    """`most` acts in each `period`, which begins with the first act; `newcomer`: for accounts of a day."""

    key: str
    # A lazy ngettext over %(n)d.
    acts: Any
    most: int
    period: timedelta
    newcomer: int | None = None

    def most_for(self, newcomer: bool) -> int:
        return self.newcomer if newcomer and self.newcomer is not None else self.most

    def words(self, newcomer: bool = False) -> str:
        """Such as "30 comments in an hour"."""
        most = self.most_for(newcomer)
        return _("%(acts)s %(period)s") % {"acts": self.acts % {"n": most}, "period": PERIODS[self.period]}


# Of one person.
COMMENTS = Limit("comment", ngettext_lazy("%(n)d comment", "%(n)d comments", "n"), 30, HOUR, 5)
EDITS = Limit(
    "edit", ngettext_lazy("%(n)d change of a comment", "%(n)d changes of comments", "n"), 30, HOUR, 10
)
MENTIONS = Limit("mention", ngettext_lazy("%(n)d person named", "%(n)d people named", "n"), 30, HOUR, 5)
HELPFUL = Limit(
    "helpful",
    ngettext_lazy("%(n)d vote on what is helpful", "%(n)d votes on what is helpful", "n"),
    200,
    HOUR,
    40,
)
REPORTS = Limit("report", ngettext_lazy("%(n)d report", "%(n)d reports", "n"), 10, HOUR, 5)
DEBATES = Limit("debate", ngettext_lazy("%(n)d new debate", "%(n)d new debates", "n"), 5, DAY, 1)
PROPOSALS = Limit("proposal", ngettext_lazy("%(n)d new proposal", "%(n)d new proposals", "n"), 10, DAY, 2)
CHANGES = Limit(
    "change", ngettext_lazy("%(n)d change of a proposal", "%(n)d changes of proposals", "n"), 40, HOUR, 10
)
DRAFTS = Limit("draft", ngettext_lazy("%(n)d new draft", "%(n)d new drafts", "n"), 30, DAY, 10)
# Words are saved while they are typed, every few seconds.
SAVES = Limit("save", ngettext_lazy("%(n)d saving of a draft", "%(n)d savings of drafts", "n"), 2000, HOUR)
FILES = Limit(
    "file", ngettext_lazy("%(n)d picture or document", "%(n)d pictures or documents", "n"), 40, HOUR, 15
)
INVITATIONS = Limit(
    "invitation", ngettext_lazy("%(n)d person asked to write", "%(n)d people asked to write", "n"), 20, DAY, 5
)
STATEMENTS = Limit(
    "statement", ngettext_lazy("%(n)d statement for a poll", "%(n)d statements for polls", "n"), 20, HOUR, 5
)
ANSWERS = Limit("answer", ngettext_lazy("%(n)d answer in polls", "%(n)d answers in polls", "n"), 600, HOUR)
FOLLOWS = Limit("follow", ngettext_lazy("%(n)d thing followed", "%(n)d things followed", "n"), 100, HOUR, 30)
OBJECTIONS = Limit(
    "objection", ngettext_lazy("%(n)d objection to a result", "%(n)d objections to results", "n"), 5, DAY, 2
)
REPLIES = Limit(
    "answer to officer",
    ngettext_lazy("%(n)d answer to an officer", "%(n)d answers to officers", "n"),
    10,
    DAY,
    5,
)
NAMES = Limit("name", ngettext_lazy("%(n)d new name", "%(n)d new names", "n"), 5, DAY, 3)
COPIES = Limit("copy", ngettext_lazy("%(n)d copy of your data", "%(n)d copies of your data", "n"), 5, DAY)
OF_ONE_PERSON = (
    *(COMMENTS, EDITS, MENTIONS, HELPFUL, REPORTS, DEBATES, PROPOSALS, CHANGES, DRAFTS, SAVES, FILES),
    *(INVITATIONS, STATEMENTS, ANSWERS, FOLLOWS, OBJECTIONS, REPLIES, NAMES, COPIES),
)

# Of everyone behind one internet connection: a household, a library, an office.
SEARCHES = Limit("search", ngettext_lazy("%(n)d search", "%(n)d searches", "n"), 120, MINUTE)
OPEN_DATA = Limit(
    "open data",
    ngettext_lazy("%(n)d question to the open data", "%(n)d questions to the open data", "n"),
    300,
    MINUTE,
)
DOWNLOADS = Limit("download", ngettext_lazy("%(n)d download", "%(n)d downloads", "n"), 60, MINUTE)
CODES = Limit("code", ngettext_lazy("%(n)d log-in code", "%(n)d log-in codes", "n"), 20, MINUTE)
# Wrong ones alone are counted, so that a class may vote from one room.
VOTING_CODES = Limit(
    "voting code", ngettext_lazy("%(n)d wrong voting code", "%(n)d wrong voting codes", "n"), 20, HOUR
)
REGISTER_TRIES = Limit(
    "register try",
    ngettext_lazy("%(n)d look into the register", "%(n)d looks into the register", "n"),
    20,
    HOUR,
)
# A class declares itself from one room.
DECLARATIONS = Limit("declaration", ngettext_lazy("%(n)d declaration", "%(n)d declarations", "n"), 60, HOUR)
OF_ONE_CONNECTION = (SEARCHES, OPEN_DATA, DOWNLOADS, CODES, VOTING_CODES, REGISTER_TRIES, DECLARATIONS)

# About one person, from wherever they come.
TRIES_ABOUT_ONE = Limit(
    "register try about one",
    ngettext_lazy("%(n)d look for one person", "%(n)d looks for one person", "n"),
    10,
    DAY,
)

# Of one email address. With three tries a code, strangers have 120 guesses an hour at a million codes.
CODES_BY_DEVICE = Limit(
    "code by device",
    ngettext_lazy(
        "%(n)d log-in code on a device where you logged in before",
        "%(n)d log-in codes on a device where you logged in before",
        "n",
    ),
    20,
    HOUR,
)
CODES_BY_CONNECTION = Limit(
    "code by connection",
    ngettext_lazy(
        "%(n)d log-in code from one other connection", "%(n)d log-in codes from one other connection", "n"
    ),
    20,
    HOUR,
)
CODES_OF_ADDRESS = Limit(
    "code of address",
    ngettext_lazy(
        "%(n)d log-in code from all other connections", "%(n)d log-in codes from all other connections", "n"
    ),
    40,
    HOUR,
)
OF_ONE_ADDRESS = (CODES_BY_DEVICE, CODES_BY_CONNECTION, CODES_OF_ADDRESS)

# Of one code, however many windows it is typed in.
TRIES = Limit("try", ngettext_lazy("%(n)d try for a code", "%(n)d tries for a code", "n"), 3, HOUR)
