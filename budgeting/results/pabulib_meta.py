"""What a published Pabulib file says about itself in its META section."""

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.utils import timezone

from budgeting.allocation.canonical import number_value
from budgeting.results.ballots_of_pots import PotElection
from budgeting.rounds.models import Round
from participation.areas.models import Area

# What a stranger's reader of Pabulib files knows our rules as.
PABULIB_RULES = {
    "greedy_votes": "greedy",
    "greedy_votes_no_skip": "greedy-no-skip",
    "greedy_votes_threshold": "greedy-threshold",
    "mes_cost": "equalshares",
    "mes_cost_city": "equalshares/add1",
    "mes_cost_city_comparison": "equalshares/add1-comparison",
}
KEPT_META = ("description", "country", "unit", "subunit", "instance", "date_begin", "date_end", "language")


def meta_of(round: Round, election: PotElection) -> dict[str, str]:
    """Keys and values of META, but for the numbers that the writer counts itself."""
    imported = getattr(round, "imported", None)
    if imported:
        said = {key: imported.meta[key] for key in KEPT_META if imported.meta.get(key)}
    else:
        said = _own_meta(round, election)
    said |= {"rule": PABULIB_RULES.get(round.rule, "unknown"), "currency": round.currency}
    if round.ballot_type == Round.BallotType.KNAPSACK:
        said["max_sum_cost"] = str(number_value(election.instance.budget))
    if round.points:
        said["max_sum_points"] = str(round.points)
    return said


def _own_meta(round: Round, election: PotElection) -> dict[str, str]:
    town = Area.objects.filter(kind=Area.Kind.CITY).values_list("name", flat=True).first()
    begin, end = timezone.localtime(round.phase.start), timezone.localtime(round.phase.end)
    said = {
        "description": f"{round.process.title}: {election.round_pot.pot.name}",
        "country": _country(),
        "unit": town or round.process.title,
        "instance": str(end.year),
        "date_begin": f"{begin:%d.%m.%Y}",
        "date_end": f"{end:%d.%m.%Y}",
    }
    area = election.round_pot.pot.area
    return said | ({"subunit": area.name} if area and area.kind != Area.Kind.CITY else {})


def _country() -> str:
    """The English name of the country whose time the site keeps."""
    code = get_global("zone_territories").get(settings.TIME_ZONE, "")
    return str(Locale("en").territories.get(code, "Worldwide"))
