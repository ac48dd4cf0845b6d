"""Who may propose in a round and for where: in plain sentences, and why it leaves a person or a place out."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from budgeting.rounds.models import Round
from budgeting.rounds.pot_fit import no_theme_words
from participation.accounts.ages import age_words, is_of_age
from participation.accounts.models import Identity
from participation.accounts.rules import identity_of
from participation.areas.models import Area
from participation.areas.tree import is_whole_town, lineage, ward_of
from participation.processes.models import Category, Phase, Process

Proposers = Round.Proposers


def who_proposes(round: Round) -> list[str]:
    """The rule for all; nothing where the round takes no proposals."""
    first = _first_day(round)
    if first is None:
        return []
    if round.proposers == Proposers.ACCOUNT:
        return [_("Everyone with an account can propose.")]
    facts = {"who": _who(round), "ages": ages_of_proposers(round)}
    if facts["ages"]:
        sentences = [_("%(who)s %(ages)s can propose. Only the year of birth counts.") % facts]
    else:
        sentences = [_("%(who)s can propose.") % facts]
    if round.proposers == Proposers.HOME:
        sentences.append(_("They propose for the part of town where they live, or for the whole town."))
    return sentences


def propose_refusal(user: Any, process: Process) -> str:
    """Why the rule of the process's round leaves this person out; "" where it does not."""
    round = _round_of(process)
    if round is None or round.proposers == Proposers.ACCOUNT:
        return ""
    identity = identity_of(user)
    if identity is None:
        return _("%(who)s can propose here. Show first that you live here.") % {"who": _who(round)}
    return _place_refusal(round, identity) or _age_refusal(round, identity)


def proposal_faults(
    user: Any, process: Process, area: Area | None, category: Category | None
) -> dict[str, str]:
    """What of a proposal the round of its process has no place for, by field."""
    round = _round_of(process)
    if round is None:
        return {}
    return _fault_of_place(round, user, area) | _fault_of_theme(round, area, category)


def _fault_of_place(round: Round, user: Any, area: Area | None) -> dict[str, str]:
    if round.proposers != Proposers.HOME or area is None or is_whole_town(area):
        return {}
    identity = identity_of(user)
    home = identity.area if identity else None
    if home is None or ward_of(area) == ward_of(home):
        return {}
    words = _("You live in %(here)s. Here people propose for where they live, or for the whole town.")
    return {"area": words % {"here": home}}


def _fault_of_theme(round: Round, area: Area | None, category: Category | None) -> dict[str, str]:
    """Of the pots for that part of town, or of all where there is none for it."""
    if category is None:
        return {}
    pots = [share.pot for share in round.pots.select_related("pot__area", "pot__category")]
    here = [pot for pot in pots if area is None or is_whole_town(pot.area) or pot.area_id in lineage(area)]
    words = no_theme_words(here or pots, category)
    return {"category": words} if words else {}


def ages_of_proposers(round: Round) -> str:
    """ "who turn 16 or more in 2027", or nothing where age does not count."""
    return age_words(round.propose_age_from, round.propose_age_to, _proposing_year(round))


def _round_of(process: Process) -> Round | None:
    return Round.objects.select_related("process__area", "phase").filter(process=process).first()


def _first_day(round: Round) -> Any:
    proposing = round.process.phases.of_kind(Phase.Kind.PROPOSE)
    return proposing.order_by("start").values_list("start", flat=True).first()


def _proposing_year(round: Round) -> int:
    """By the town's calendar."""
    return timezone.localtime(_first_day(round) or round.phase.start).year


def _who(round: Round) -> str:
    places = _places(round) if round.proposers == Proposers.HOME else []
    if not places:
        return _("Verified residents")
    names = get_text_list([place.name for place in places], _("and"))
    return _("Verified residents of %(places)s") % {"places": names}


def _places(round: Round) -> Sequence[Area]:
    """The parts of town that the round is for; none where it is for the whole town."""
    if not is_whole_town(round.process.area):
        return [round.process.area]
    areas = [share.pot.area for share in round.pots.select_related("pot__area__parent")]
    if any(is_whole_town(area) for area in areas):
        return []
    return list(dict.fromkeys(areas))


def _place_refusal(round: Round, identity: Identity) -> str:
    if round.proposers != Proposers.HOME:
        return ""
    if identity.area is None:
        return _("We do not know which part of town you live in. Ask the council.")
    places = _places(round)
    if not places or ward_of(identity.area) in map(ward_of, places):
        return ""
    facts = {"here": identity.area, "who": _who(round)}
    return _("You live in %(here)s. %(who)s can propose here.") % facts


def _age_refusal(round: Round, identity: Identity) -> str:
    ages = ages_of_proposers(round)
    if not ages:
        return ""
    if identity.birth_year is None:
        words = _("Residents %(ages)s propose here, and we do not know your year of birth. Ask the council.")
        return words % {"ages": ages}
    year = _proposing_year(round)
    if is_of_age(identity.birth_year, round.propose_age_from, round.propose_age_to, year):
        return ""
    facts = {"age": year - identity.birth_year, "year": year, "ages": ages}
    return _("You turn %(age)d in %(year)d. Residents %(ages)s propose here.") % facts
