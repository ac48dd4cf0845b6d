"""Which pot of a round a project belongs to, by its place and its theme."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from budgeting.rounds.models import Pot, RoundPot
from participation.areas.models import Area
from participation.areas.tree import is_whole_town, lineage
from participation.processes.models import Category


def share_for(shares: Iterable[RoundPot], area: Area | None, category: Category | None) -> RoundPot | None:
    """The share that fits closest: own theme before own place before the rest; None where two fit alike.

    For shares with `pot__area`; an area knows its parents.
    """
    fitting = [share for share in shares if not misfit(share.pot, area, category)]
    closest = max((_closeness(share.pot) for share in fitting), default=None)
    found = [share for share in fitting if _closeness(share.pot) == closest]
    return found[0] if len(found) == 1 else None


def misfit(pot: Pot, area: Area | None, category: Category | None) -> str:
    """Why the pot does not pay for what lies here under this theme; "" where it does."""
    if theme_misfit(pot, category):
        words = _("“%(pot)s” is for %(theme)s. This is sorted under another theme.")
        return words % {"pot": pot, "theme": pot.category}
    if area is not None and not is_whole_town(pot.area) and pot.area_id not in lineage(area):
        return _("“%(pot)s” is for %(place)s. This lies elsewhere.") % {"pot": pot, "place": pot.area}
    return ""


def theme_misfit(pot: Pot, category: Category | None) -> bool:
    return pot.category_id is not None and (category is None or pot.category_id != category.pk)


def no_theme_words(pots: Iterable[Pot], category: Category) -> str:
    """What to say of a theme that none of the pots pays for; "" where one does."""
    pots = list(pots)
    if not pots or any(not theme_misfit(pot, category) for pot in pots):
        return ""
    themes = list(dict.fromkeys(str(pot.category) for pot in pots))
    words = _("There is no money for this theme here. The money is for %(themes)s.")
    return words % {"themes": get_text_list(themes, _("and"))}


def _closeness(pot: Pot) -> tuple[bool, bool]:
    return pot.category_id is not None, not is_whole_town(pot.area)
