"""What a round needs from a person now, in the words of its desk; and what nobody can hurry."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.ballots.actions.voiding import key_is_lost
from budgeting.ballots.paper.reconciling import figures_of
from budgeting.results.count_runs import CountRun
from budgeting.results.models import PublicLot, Result
from budgeting.results.objections import Objection
from budgeting.rounds.models import Round
from budgeting.rounds.states import SEAL_WAIT, State
from participation.when import when_words


def needs_now(round: Round, now: datetime, result: Result | None, run: CountRun | None) -> list[str]:
    """Sentences, the most urgent first; empty where nothing waits."""
    state = round.state(now)
    by_state = {
        State.PLANNED: _planned,
        State.OPEN: _open,
        State.ENDED: _ended,
        State.SCRUTINY: _scrutiny,
        State.SEALED: lambda round, result: _to_count(round, now, run),
        State.COUNTED: _counted,
        State.OBJECTIONS: _objections,
        State.PROVISIONAL: _provisional,
    }
    found = by_state.get(state)
    return [*_two(round), *(found(round, result) if found else ())]


def _two(round: Round) -> Iterator[str]:
    waiting = round.consents.count()
    if waiting:
        yield ngettext(
            "%(n)s act waits for a second officer.", "%(n)s acts wait for a second officer.", waiting
        ) % {"n": waiting}


def _planned(round: Round, result: Result | None) -> Iterator[str]:
    if round.opened_at is None:
        yield _("An officer must open the round before voting starts.")


def _open(round: Round, result: Result | None) -> Iterator[str]:
    if key_is_lost(round):
        yield _("The ballot key cannot be found. Look for the disk; if it is lost, declare the round void.")


def _ended(round: Round, result: Result | None) -> Iterator[str]:
    yield _("Nobody: late ballots in time are taken in. The box can be sealed %(when)s.") % {
        "when": when_words(round.phase.end + SEAL_WAIT)
    }


def _scrutiny(round: Round, result: Result | None) -> Iterator[str]:
    if key_is_lost(round):
        yield from _open(round, result)
        return
    figures = figures_of(round)
    if waits := figures.before_sealing:
        yield waits
        return
    if figures.unexplained:
        yield from figures.gaps
        yield _("After the sealing no box of paper ballots can be entered again. Look at these first.")
    if round.seal_approvals.exists():
        yield _("One more officer must agree to seal the box.")
    else:
        yield _("Annul what must be annulled. Then two officers seal the box.")


def _to_count(round: Round, now: datetime, run: CountRun | None) -> Iterator[str]:
    if run is None:
        yield _("An officer starts the count.")
    elif run.state == CountRun.State.STOPPED and (draw := _draw_to_come(round, now)):
        yield draw
    elif run.state == CountRun.State.STOPPED:
        yield _("The count stopped. Read why, then start it again.")
    elif CountRun.objects.filter(pk=run.pk).cut_off().exists():
        yield _("The count was cut off. Start it again.")
    else:
        yield _("Nobody: the worker counts.")


def _draw_to_come(round: Round, now: datetime) -> str:
    """Where a tie may have stopped the count: what the lot waits for."""
    lot = PublicLot.objects.filter(round=round).first()
    if round.tie_rule != Round.TieRule.LOT or lot is None or lot.drawn:
        return ""
    if now < lot.draw_at:
        words = _("The count stopped. Read why. The public draw takes place %(when)s.")
        return words % {"when": when_words(lot.draw_at)}
    return _("The count stopped. Read why, record what was drawn, then start it again.")


def _counted(round: Round, result: Result | None) -> Iterator[str]:
    yield _("An officer looks at the result and publishes it.")


def _objections(round: Round, result: Result | None) -> Iterator[str]:
    yield from _unanswered(round)
    if result is not None and result.objections_end is not None:
        yield _("People can object until %(when)s. Nobody can certify before.") % {
            "when": when_words(result.objections_end)
        }


def _provisional(round: Round, result: Result | None) -> Iterator[str]:
    waiting = list(_unanswered(round))
    if waiting:
        yield from waiting
    elif result is not None and result.certifications.exists():
        yield _("One more officer must sign the result.")
    else:
        yield _("Two officers must sign the result.")


def _unanswered(round: Round) -> Iterator[str]:
    count = Objection.objects.of_round(round).unanswered().count()
    if count:
        yield ngettext("%(n)s objection must be answered.", "%(n)s objections must be answered.", count) % {
            "n": count
        }
    if Objection.objects.to_correct(round).exists():
        yield _("An objection was found right: count again and publish the new version.")
