"""Which pots of a round a person may decide about: the town's and the own ward's, or an electorate's own.

Where the round lets people choose in one other ward, which one follows from the choices: nothing is kept.
"""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from budgeting.ballots.choices import Choice, check, number_of
from budgeting.ballots.codes.models import Elector
from budgeting.ballots.refusals import SENTENCES, BallotRefused
from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.who_votes import ages_of, voting_year
from participation.accounts.ages import is_of_age
from participation.accounts.models import Identity
from participation.areas.tree import is_whole_town, lineage, ward_of
from participation.compiled import Compiled


def _shares(round: int) -> QuerySet:
    read = RoundPot.objects.filter(round=round).select_related(
        "pot__area__parent", "pot__category", "electorate"
    )
    return read.defer(
        *("pot__area__outline", "pot__area__about", "pot__area__parent__outline", "pot__area__parent__about"),
    )


_SHARES = Compiled(1, _shares)


def shares_of(round: Round) -> list[RoundPot]:
    """All shares of pots in the round, with what is asked of them here."""
    shares: list[RoundPot] = _SHARES.all(round.pk)
    for share in shares:
        share.round = round
    return shares


def electorate_of(identity: Identity) -> int | None:
    """The electorate of its own that an identity votes in; nobody with an account has one."""
    if identity.user_id is not None or identity.pk is None:
        return None
    return Elector.objects.filter(identity=identity).values_list("electorate_id", flat=True).first()


def is_for(share: RoundPot, home: set[int]) -> bool:
    """True for a pot without area, of the whole town, or of an area that `home` (a lineage) lies in."""
    area = share.pot.area
    return area is None or is_whole_town(area) or area.pk in home


def pots_of(shares: Iterable[RoundPot], identity: Identity) -> list[RoundPot]:
    """Those of a round's pots that this person decides about, the own ward's first.

    Pots declared for an electorate are its own alone, and it has no others: nobody votes twice for one pot.
    Of these, too, they decide about their ward's, where it is known of them where they live.
    """
    home, electorate = lineage(identity.area), electorate_of(identity)
    anywhere = electorate is not None and identity.area_id is None
    mine = [
        share for share in shares if share.electorate_id == electorate and (anywhere or is_for(share, home))
    ]
    return sorted(mine, key=lambda share: (share.pot.area_id not in home, share.pk))


def reach(round: Round, shares: Sequence[RoundPot], identity: Identity) -> list[RoundPot]:
    """All pots of which a ballot of this person may name projects: theirs, then those of other wards.

    Of these it may name one ward's: see `check_ballot`.
    """
    own = pots_of(shares, identity)
    if not round.one_other_ward or identity.area_id is None or electorate_of(identity) is not None:
        return own
    return [*own, *(share for share in shares if share not in own and share.electorate_id is None)]


def check_ballot(
    round: Round,
    shares: Sequence[RoundPot],
    identity: Identity,
    projects: Sequence[Project],
    chosen: Sequence[Choice],
) -> None:
    """Raises BallotRefused unless `chosen` is a ballot of this person; the rest is all of the round."""
    pots = {project.number: project.round_pot_id for project in projects}
    named = {pots.get(number_of(each)) for each in chosen}
    allowed = reach(round, shares, identity)
    for share in shares:
        if share.pk in named and share not in allowed:
            raise BallotRefused("other_ward", _for_others(share, identity))
    own = pots_of(shares, identity)
    elsewhere = [share.pot.area for share in allowed if share.pk in named and share not in own]
    if len({ward_of(area).pk for area in elsewhere if area is not None}) > 1:
        raise BallotRefused("two_wards")
    check(round, allowed, projects, chosen)


def _for_others(share: RoundPot, identity: Identity) -> str:
    """ "You live in Northgate; “Harbour pot” is for Harbour ward." """
    if share.electorate_id is not None or share.pot.area is None or identity.area is None:
        return str(SENTENCES["other_ward"])
    words = _("You live in %(here)s; “%(pot)s” is for %(ward)s. Please take its projects out of your basket.")
    return words % {"here": identity.area, "pot": share.pot, "ward": share.pot.area}


def no_pot_words(shares: Sequence[RoundPot], identity: Identity) -> str:
    """Why none of the pots is for this person, with the places that they are for."""
    places = [share.pot.area.name for share in shares if share.pot.area and share.electorate_id is None]
    if not places:
        return str(SENTENCES["no_pot"])
    facts = {"here": identity.area, "places": get_text_list(list(dict.fromkeys(places)), _("and"))}
    if identity.area is None:
        return _("We do not know which part of town you live in. This vote is for %(places)s.") % facts
    return _("You live in %(here)s. The pots of this vote are for %(places)s.") % facts


def age_refusal(round: Round, identity: Identity) -> str:
    """Why this person is not of the age for this vote, or nothing; electorates have a rule of their own."""
    ages = ages_of(round)
    if not ages or electorate_of(identity) is not None:
        return ""
    if identity.birth_year is None:
        words = _(
            "This vote is for residents %(ages)s, and we do not know your year of birth. Ask the council."
        )
        return words % {"ages": ages}
    year = voting_year(round)
    if is_of_age(identity.birth_year, round.age_from, round.age_to, year):
        return ""
    words = _("You turn %(age)d in %(year)d. This vote is for residents %(ages)s.")
    return words % {"age": year - identity.birth_year, "year": year, "ages": ages}
