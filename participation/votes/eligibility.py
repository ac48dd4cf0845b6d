"""Who may vote in a poll: the declared rule in words, and why it leaves this person out."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from participation.accounts.ages import age_words, is_of_age
from participation.accounts.rules import identity_of, is_active
from participation.areas.models import Area
from participation.votes.models import Poll


@dataclass(frozen=True)
class Refusal:
    """Why not, as a sentence, and where to go from here. Falsy when nothing stands in the way."""

    words: str = ""
    label: str = ""
    href: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


def rule_in_words(poll: Poll) -> str:
    """ "For verified residents of Harbour ward who turn 16 to 25 in 2026." One query for the areas."""
    if not poll.by_identity:
        return _("For everyone who has an account here.")
    facts = {"areas": _names(poll), "ages": _ages(poll)}
    if facts["areas"] and facts["ages"]:
        return _("For verified residents of %(areas)s, %(ages)s.") % facts
    if facts["areas"]:
        return _("For verified residents of %(areas)s.") % facts
    if facts["ages"]:
        return _("For verified residents, %(ages)s.") % facts
    return _("For all verified residents.")


def not_eligible(user: Any, poll: Poll) -> Refusal:
    """What in the poll's own rule leaves this person out; at most three queries."""
    if not is_active(user):
        return _no_account(user, poll)
    if not poll.by_identity:
        return Refusal()
    identity = identity_of(user)
    if identity is None:
        words = _("This poll is for people who have shown that they live here.")
        return Refusal(words, _("Show that you live here"), _with_next("verify", poll))
    return _wrong_area(poll, identity) or _wrong_age(poll, identity)


def _no_account(user: Any, poll: Poll) -> Refusal:
    if user is not None and user.is_authenticated:
        return Refusal(_("Your account is blocked, so you cannot take part."))
    return Refusal(_("Log in to vote."), _("Log in"), _with_next("account_login", poll))


def _wrong_area(poll: Poll, identity: Any) -> Refusal:
    wanted = {area.pk for area in poll.areas.all()}
    if not wanted or wanted & set(_with_all_above(identity.area_id)):
        return Refusal()
    facts = {"here": identity.area, "areas": _names(poll)}
    if identity.area is None:
        words = _("We do not know which part of town you live in; this poll is for %(areas)s.") % facts
    else:
        words = _("You live in %(here)s; this poll is for %(areas)s.") % facts
    return Refusal(words, _("Has this changed? See how the council knows"), reverse("verify"))


def _wrong_age(poll: Poll, identity: Any) -> Refusal:
    ages = _ages(poll)
    if not ages:
        return Refusal()
    way = (_("Is this wrong? See how the council knows"), reverse("verify"))
    if identity.birth_year is None:
        return Refusal(_("We do not know your year of birth; this poll is for residents, %s.") % ages, *way)
    assert poll.age_on is not None
    year = poll.age_on.year
    if is_of_age(identity.birth_year, poll.age_from, poll.age_to, year):
        return Refusal()
    words = _("You turn %(age)d in %(year)d; this poll is for residents, %(ages)s.")
    return Refusal(words % {"age": year - identity.birth_year, "year": year, "ages": ages}, *way)


def _with_all_above(area_pk: int | None) -> list[int]:
    """The area and every area that it lies in, in one query."""
    above = dict(Area.objects.values_list("pk", "parent"))
    found: list[int] = []
    while area_pk is not None and area_pk not in found:
        found.append(area_pk)
        area_pk = above.get(area_pk)
    return found


def _names(poll: Poll) -> str:
    return get_text_list([area.name for area in poll.areas.all()], _("or"))


def _ages(poll: Poll) -> str:
    return "" if poll.age_on is None else age_words(poll.age_from, poll.age_to, poll.age_on.year)


def _with_next(name: str, poll: Poll) -> str:
    return f"{reverse(name)}?{urlencode({'next': poll.get_absolute_url()})}"
