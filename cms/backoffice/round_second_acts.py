"""The acts of two officers in a round: what the first agreed to, in words, and how the second does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.ballots.actions import annul_ballot, recost_project, void_round, withdraw_project
from budgeting.ballots.annulments import Annulment
from budgeting.delivery.actions import give_up_project
from budgeting.results.actions import rule_out_project
from budgeting.rounds.consents import Consent
from budgeting.rounds.models import Project
from budgeting.rounds.rules import may_plan
from participation.accounts.models import Identity
from participation.money import format_money


@dataclass(frozen=True)
class SecondAct:
    """`words(consent)` say what the first officer agreed to; `perform(actor, consent)` does it."""

    words: Callable[[Consent], str]
    perform: Callable[[Any, Consent], Any]


def _annul_words(consent: Consent) -> str:
    again = _("They may vote again.") if consent.terms["may_vote_again"] else _("They may not vote again.")
    words = _("Annul the ballot of person number %(number)s. Published: %(ground)s. %(again)s")
    ground = Annulment.Ground(consent.terms["ground"]).label
    return words % {"number": consent.subject, "ground": ground, "again": again}


def _annul(actor: Any, consent: Consent) -> None:
    identity = get_object_or_404(Identity, pk=consent.subject)
    annul_ballot(actor=actor, round=consent.round, identity=identity, reason=consent.reason, **consent.terms)


def _project(consent: Consent) -> Project:
    return get_object_or_404(consent.round.projects.select_related("round"), number=consent.subject)


def _words_on_project(words: Any) -> Callable[[Consent], str]:
    return lambda consent: str(words) % {"project": _project(consent)}


def _recost_words(consent: Consent) -> str:
    words = _("“%(project)s” costs %(new)s, not %(old)s. Everyone who voted or has a draft is told.")
    currency = consent.round.currency
    return words % {
        "project": _project(consent),
        "new": format_money(consent.terms["cost"], currency),
        "old": format_money(consent.terms["old_cost"], currency),
    }


SECOND_ACTS = {
    "withdraw_project": SecondAct(
        _words_on_project(
            gettext_lazy("Withdraw “%(project)s” from the ballot. Everyone who voted or has a draft is told.")
        ),
        lambda actor, consent: withdraw_project(
            actor=actor, project=_project(consent), reason=consent.reason
        ),
    ),
    "recost_project": SecondAct(
        _recost_words,
        lambda actor, consent: recost_project(
            actor=actor, project=_project(consent), cost=consent.terms["cost"], reason=consent.reason
        ),
    ),
    "rule_out_project": SecondAct(
        _words_on_project(gettext_lazy("Rule “%(project)s” out after an objection: it cannot win.")),
        lambda actor, consent: rule_out_project(
            actor=actor, project=_project(consent), reason=consent.reason
        ),
    ),
    "give_up_project": SecondAct(
        _words_on_project(
            gettext_lazy(
                "“%(project)s” won and cannot be built. Its money goes where the rule of the round says. "
                "The people who follow it are told."
            )
        ),
        lambda actor, consent: give_up_project(actor=actor, project=_project(consent), reason=consent.reason),
    ),
    "annul_ballot": SecondAct(_annul_words, _annul),
    "void_round": SecondAct(
        lambda consent: _("Declare the round void, because its ballot key is lost. The vote is repeated."),
        lambda actor, consent: void_round(actor=actor, round=consent.round, reason=consent.reason),
    ),
}


def waiting_consents(round: Any, user: Any) -> list[dict[str, Any]]:
    """Each first yes of this round in words, and whether this officer may be the second."""
    found = list(Consent.objects.filter(round=round, act__in=SECOND_ACTS).select_related("agreed_by"))
    for consent in found:
        consent.round = round
    return [
        {
            "consent": consent,
            "words": SECOND_ACTS[consent.act].words(consent),
            "may_agree": may_plan(user) and consent.agreed_by_id != user.pk,
        }
        for consent in found
    ]
