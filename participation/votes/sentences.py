"""What a poll's numbers mean: how each kind is counted, and what came out, in a sentence each."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.votes.counting import CountingRound, average_in_tenths, percent
from participation.votes.models import Poll, PollOption
from participation.votes.tallies import Numbers

HOW_COUNTED = {
    Poll.Kind.SINGLE: gettext_lazy("The option that most people choose wins."),
    Poll.Kind.MULTIPLE: gettext_lazy(
        "The option that most people choose wins; each share is a share of all who voted."
    ),
    Poll.Kind.RANKED: gettext_lazy(
        "While no option has more than half of the votes, the one with the fewest first places drops out, "
        "and its votes move to the next place on each."
    ),
    Poll.Kind.SCORED: gettext_lazy(
        "The option with the best average wins; who had no opinion on an option is left out of its average."
    ),
    Poll.Kind.STATEMENTS: gettext_lazy(
        "Each statement stands for itself: the shares are of all who answered it."
    ),
}


def turnout_words(turnout: int) -> str:
    return ngettext("%(n)d person voted.", "%(n)d people voted.", turnout) % {"n": turnout}


def outcome(poll: Poll, options: Sequence[PollOption], numbers: Numbers) -> str:
    """What came out of a counted poll, in one sentence; a tie is called a tie."""
    if not numbers.turnout:
        return _("Nobody voted in this poll.")
    if poll.kind == Poll.Kind.STATEMENTS:
        return ""
    if poll.kind == Poll.Kind.RANKED:
        return _ranked(options, numbers)
    best = max(_weight(poll, option, numbers) for option in options)
    first = [option for option in options if _weight(poll, option, numbers) == best]
    if len(first) > 1:
        return _("A tie: %(names)s came out equal.") % {"names": _names(first)}
    return _won(poll, first[0], numbers)


def _weight(poll: Poll, option: PollOption, numbers: Numbers) -> Fraction:
    """What the option is ordered by, exactly; without any opinion it comes after every other."""
    votes = numbers.votes(option.pk)
    if poll.kind == Poll.Kind.SCORED:
        return Fraction(numbers.points(option.pk), votes) if votes else Fraction(-1)
    return Fraction(votes)


def _won(poll: Poll, option: PollOption, numbers: Numbers) -> str:
    votes = numbers.votes(option.pk)
    if poll.kind == Poll.Kind.SCORED:
        facts = {
            "option": option.title,
            "average": tenths(average_in_tenths(numbers.points(option.pk), votes)),
        }
        return _("“%(option)s” has the best average: %(average)s points.") % facts
    facts = {"option": option.title, "n": votes, "share": percent(votes, numbers.turnout)}
    return (
        ngettext(
            "“%(option)s” came first: %(n)d person chose it (%(share)d %%).",
            "“%(option)s” came first: %(n)d people chose it (%(share)d %%).",
            votes,
        )
        % facts
    )


def _ranked(options: Sequence[PollOption], numbers: Numbers) -> str:
    run_off = numbers.run_off
    assert run_off is not None
    winners = [option for option in options if option.pk in run_off.winners]
    if len(winners) > 1:
        return _(
            "A tie: %(names)s can each win, depending on which of the options with equally few votes "
            "drops out."
        ) % {"names": _names(winners)}
    last = run_off.rounds[-1]
    facts = {
        "option": winners[0].title,
        "n": len(run_off.rounds),
        "votes": last.votes.get(winners[0].pk, 0),
        "counted": sum(last.votes.values()),
    }
    return (
        ngettext(
            "“%(option)s” won in %(n)d round of counting, with %(votes)d of %(counted)d votes.",
            "“%(option)s” won in %(n)d rounds of counting, with %(votes)d of %(counted)d votes.",
            facts["n"],
        )
        % facts
    )


def round_words(each: CountingRound, options: Sequence[PollOption], winners: Sequence[int]) -> str:
    """What happened in one round of a run-off."""
    titles = {option.pk: option.title for option in options}
    if each.dropped is None and len(winners) == 1:
        return _("“%(option)s” has more than half of the votes.") % {"option": titles[winners[0]]}
    if each.dropped is None:
        return _("Nothing tells these options apart.")
    if len(each.fewest) == 1:
        return _("“%(option)s” has the fewest votes and drops out.") % {"option": titles[each.dropped]}
    shared = _names([option for option in options if option.pk in each.fewest])
    if len(winners) == 1:
        return _(
            "%(names)s share the last place. Whichever of them drops out first, the winner is the same."
        ) % {"names": shared}
    return _("%(names)s share the last place, and which of them drops out first decides.") % {"names": shared}


def tenths(number: int) -> str:
    """34 as "3.4"."""
    return number_format(f"{number // 10}.{number % 10}")


def _names(options: Sequence[PollOption]) -> str:
    return get_text_list([f"“{option.title}”" for option in options], _("and"))
