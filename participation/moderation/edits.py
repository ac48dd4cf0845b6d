"""When an author was asked to change their words: what they were asked, and what happens once they did."""

from typing import Any

from participation.clock import database_now
from participation.moderation.machine import raise_signal
from participation.moderation.models import Appeal, Decision, Report


def asked(target: Any) -> Decision | None:
    """The newest decision, when it asks the author to change the words and they have not done so yet."""
    newest: Decision | None = Decision.objects.about(target).first()
    if newest is None or newest.verdict not in Decision.ASKING or newest.edited_at is not None:
        return None
    taken_back = Appeal.objects.filter(decision=newest, outcome=Appeal.Outcome.OVERTURNED).exists()
    return None if taken_back else newest


def words_changed(target: Any) -> None:
    """Call inside the act that changed the words: what was asked for comes back before the facilitators."""
    decision = asked(target)
    if decision is None:
        return
    decision.edited_at = database_now()
    decision.save(update_fields=["edited_at"])
    raise_signal(target, Report.Signal.EDITED)
