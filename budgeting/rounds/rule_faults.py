"""What in a round's declared rules contradicts itself, field by field, in plain words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from budgeting.allocation.rules import RULES, reads_ballot
from budgeting.rounds.models import Pot, Round
from participation.areas.tree import is_whole_town

Type = Round.BallotType


def rule_faults(round: Round, pots: Sequence[Pot]) -> dict[str, str]:
    """One sentence for each field that must change before the round can open; `pots` with their areas."""
    return (
        _ballot_faults(round)
        | _proposer_faults(round)
        | _voter_faults(round, pots)
        | _money_faults(round, pots)
    )


def is_of_town(pot: Pot) -> bool:
    return is_whole_town(pot.area)


def _ballot_faults(round: Round) -> dict[str, str]:
    faults = {}
    if round.ballot_type == Type.ORDINAL and round.max_choices is None:
        faults["max_choices"] = _("Say how many places there are to rank.")
    if round.ballot_type == Type.CUMULATIVE and round.points is None:
        faults["points"] = _("Say how many points there are to share out.")
    if round.rule not in RULES:
        faults["rule"] = _("The counting rule is not known.")
    elif not reads_ballot(RULES[round.rule], round.ballot_type):
        faults["rule"] = _("The counting rule does not use what people say on this kind of ballot.")
    return faults


def _proposer_faults(round: Round) -> dict[str, str]:
    least, most = round.propose_age_from, round.propose_age_to
    faults = {}
    if least is not None and most is not None and least > most:
        faults["propose_age_to"] = _("The oldest age must not lie below the youngest.")
    if round.proposers == Round.Proposers.ACCOUNT and (least, most) != (None, None):
        faults["proposers"] = _(
            "Ages are known of verified residents alone. Let these propose, or ask for no age."
        )
    return faults


def _voter_faults(round: Round, pots: Sequence[Pot]) -> dict[str, str]:
    faults = {}
    if round.age_from is not None and round.age_to is not None and round.age_from > round.age_to:
        faults["age_to"] = _("The oldest age must not lie below the youngest.")
    if not round.one_other_ward:
        return faults
    if len({pot.area_id for pot in pots if not is_of_town(pot)}) < 2:
        faults["one_other_ward"] = _("Choosing in another ward needs pots of at least two wards.")
    elif round.paper_rule != Round.PaperRule.NONE:
        faults["one_other_ward"] = _(
            "A paper ballot lists the projects of one ward alone, so people on paper could choose less. "
            "Take no paper ballots, or keep to the own ward."
        )
    return faults


def _money_faults(round: Round, pots: Sequence[Pot]) -> dict[str, str]:
    if round.leftovers == Round.Leftovers.TOWN and len([pot for pot in pots if is_of_town(pot)]) != 1:
        return {"leftovers": _("Money that is left over needs one pot of the whole town to go to.")}
    return {}
