"""Who may vote in a round, and by which ways, in plain sentences."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round, RoundPot
from participation.accounts.ages import age_words


def voting_year(round: Round) -> int:
    """The year by which an age counts: that in which voting starts, by the town's calendar."""
    return timezone.localtime(round.phase.start).year


def ages_of(round: Round) -> str:
    """ "who turn 16 or more in 2027", or nothing where anyone may vote."""
    return age_words(round.age_from, round.age_to, voting_year(round))


def other_ward_words(round: Round) -> str:
    """What the ballot says of other wards, where the round lets people choose there."""
    if not round.one_other_ward:
        return ""
    return _("Beside your own ward, you can choose projects of one other ward.")


def ways_of_residents(round: Round) -> list[str]:
    """One sentence for each way in which residents vote here."""
    ways = [_("Every verified resident can vote with an account.")]
    if ages := ages_of(round):
        ways.append(_("Voting is for residents %(ages)s. Only the year of birth counts.") % {"ages": ages})
    if round.opens_to_codes:
        ways.append(
            _("Residents without email show a document at the council’s desk and get a code on a card.")
        )
    if round.opens_to_sms:
        ways.append(_("Residents in the register can vote with a code by text message, without an account."))
    if round.opens_to_letters:
        ways.append(_("Residents in the register can vote with a code by post, without an account."))
    return ways


def who_votes(round: Round, shares: Iterable[RoundPot]) -> list[str]:
    """The rules for all, with the electorates of their own; `shares` are the round's, with their pots."""
    sentences, shares = ways_of_residents(round), list(shares)
    own_pots = any(share.electorate_id for share in shares)
    for electorate in round.electorates.all() if own_pots else ():
        pots = ", ".join(f"“{share.pot}”" for share in shares if share.electorate_id == electorate.pk)
        facts = {"who": electorate.name, "pots": pots, "declared": _declared(electorate)}
        if electorate.way == Electorate.Way.CODE:
            words = _("%(who)s decide about %(pots)s, and residents do not. They get a code on a card.")
        else:
            words = _(
                "%(who)s decide about %(pots)s, and residents do not. They sign a declaration%(declared)s."
            )
        sentences.append(words % facts)
    if len(sentences) > 1:
        sentences.append(_("Whichever way a person takes, their ballot counts once."))
    return sentences


def _declared(electorate: Electorate) -> str:
    """ " of 8 to 10, 11 to 13 years, with a parent or guardian"."""
    parts = [_(" (%(bands)s years old)") % {"bands": ", ".join(electorate.bands)}]
    if electorate.asks_guardian:
        parts.append(_(" together with a parent or guardian"))
    return "".join(parts)
