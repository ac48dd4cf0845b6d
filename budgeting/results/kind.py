"""What results offer to the shared machinery: what people are told of, and the lot on the page of a round."""

from django.utils.translation import gettext_lazy as _

from budgeting.results.lot_section import lot_section
from budgeting.results.models import PublicLot
from budgeting.rounds.rules import may_see
from participation.clock import database_now
from participation.kinds import registry
from participation.notices import events


def offer() -> None:
    events.register(events.Event(key="result-published", sentence=_("The result of “%(title)s” is public")))
    registry.register(
        registry.Kind(
            key="public_lot",
            model=PublicLot,
            title=str,
            address=lambda lot: lot.round.get_absolute_url(),
            may_see=lambda user, lot: may_see(user, lot.round, database_now()),
            shown_on={"round": lot_section},
        )
    )
