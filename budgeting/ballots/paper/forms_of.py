"""The printed forms of a round: one for each set of pots that somebody decides about, with its version."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgeting.ballots.eligibility import is_for, pots_of
from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.project_changes import ProjectChange
from participation.accounts.models import Identity
from participation.areas.models import Area
from participation.areas.tree import lineage

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
VERSION_LENGTH = 8
# What of a round stands on a form or decides how its marks are read.
RULES = ("ballot_type", "max_choices", "points", "mark_rule", "currency")


@dataclass(frozen=True)
class PaperForm:
    """What is printed for the people of one area; `area` None: for everybody without a pot of their own."""

    round: Round
    area: Area | None
    title: str
    shares: tuple[RoundPot, ...]
    projects: tuple[Project, ...]
    # Costs at the opening of projects that were costed anew since, by their keys.
    first_costs: Mapping[int, int]

    @property
    def key(self) -> int:
        """Its number in addresses: the area's, or 0."""
        return self.area.pk if self.area else 0

    @property
    def version(self) -> str:
        """Such as "7K2M-9QXD": a digest of all that stood on the form when the round was opened.

        A project that is costed anew later does not make slips that people hold already invalid.
        """
        facts = {
            "round": self.round.pk,
            "rules": {name: getattr(self.round, name) for name in RULES},
            "pots": [[share.pk, share.pot.name, share.amount] for share in self.shares],
            "projects": [
                [p.number, p.round_pot_id, p.title, self.first_costs.get(p.pk, p.cost)] for p in self.projects
            ],
        }
        digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).digest()
        number, signs = int.from_bytes(digest, "big"), []
        for _sign in range(VERSION_LENGTH):
            number, at = divmod(number, len(SIGNS))
            signs.append(SIGNS[at])
        return "".join(signs[:4]) + "-" + "".join(signs[4:])

    def projects_in(self, share: RoundPot) -> list[Project]:
        return [project for project in self.projects if project.round_pot_id == share.pk]


def forms_of(round: Round) -> list[PaperForm]:
    """All forms of a round, in three queries; the one without an area last."""
    costs = _first_costs(round)
    # An electorate of its own votes on a screen, with its codes or declarations.
    shares = list(round.pots.filter(electorate=None).select_related("pot__area__parent"))
    projects = list(round.projects.order_by("round_pot", "number"))
    areas = [share.pot.area for share in shares if not is_for(share, set())]
    wards = _once(areas)
    rest = _("For all other wards") if wards else _("For everyone")
    forms = [
        PaperForm(round, area, str(area or rest), *_printed(area, shares, projects), costs)
        for area in (*wards, None)
    ]
    return [form for form in forms if form.shares]


def form_for(round: Round, identity: Identity) -> PaperForm | None:
    """The form of this person, or None when no pot of the round is for them."""
    forms = forms_of(round)
    own = {share.pk for share in pots_of(forms_shares(forms), identity)}
    return next((form for form in forms if {share.pk for share in form.shares} == own), None)


def form_of_area(round: Round, area_id: int | None) -> PaperForm | None:
    return next((form for form in forms_of(round) if form.key == (area_id or 0)), None)


def forms_shares(forms: Sequence[PaperForm]) -> list[RoundPot]:
    return list({share.pk: share for form in forms for share in form.shares}.values())


def as_version(typed: str) -> str:
    """A version as people type it, or as the address in the code on the form, in the form of `version`."""
    text = typed.rpartition("form=")[2] if "form=" in typed else typed
    letters = [letter for letter in text.upper() if letter.isalnum()][: VERSION_LENGTH + 1]
    joined = "".join(letters)
    return f"{joined[:4]}-{joined[4:]}"


def _printed(
    area: Area | None, shares: Sequence[RoundPot], projects: Sequence[Project]
) -> tuple[tuple[RoundPot, ...], tuple[Project, ...]]:
    """The pots for the people of this area, their own first, and the projects in that order."""
    home = lineage(area)
    own = sorted(
        (share for share in shares if is_for(share, home)),
        key=lambda share: (share.pot.area_id not in home, share.pk),
    )
    order = {share.pk: at for at, share in enumerate(own)}
    listed = [project for project in projects if project.round_pot_id in order]
    listed.sort(key=lambda project: (order[project.round_pot_id], project.number))
    return tuple(own), tuple(listed)


def _first_costs(round: Round) -> dict[int, int]:
    """What each project that was costed anew had cost at the opening."""
    anew = ProjectChange.objects.filter(project__round=round, kind=ProjectChange.Kind.RECOSTED)
    newest_first = anew.order_by("-pk").values_list("project_id", "old_cost")
    return {project: cost for project, cost in newest_first if cost is not None}


def _once(areas: Sequence[Area | None]) -> list[Area]:
    return list({area.pk: area for area in areas if area is not None}.values())
