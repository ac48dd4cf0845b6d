"""The forms of acts against fraud and loss: whose ballot is annulled, why a round is void."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.ballots.actions import annul_ballot, void_round
from budgeting.ballots.annulments import Annulment
from budgeting.ballots.models import PollBookEntry
from budgeting.ballots.receipts import as_written
from budgeting.rounds.models import Round
from cms.backoffice.fields import long_text
from participation.accounts.models import Identity


class AnnulForm(forms.Form):
    who = forms.CharField(
        label=gettext_lazy("Whose ballot"),
        max_length=254,
        help_text=gettext_lazy(
            "A receipt, the email address of an account, or the number of a person as in the audit log."
        ),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("What is published, without any name"),
        choices=Annulment.Ground.choices,
        widget=forms.RadioSelect,
    )
    reason = long_text(gettext_lazy("Reason, which the person reads"), max_length=1000)
    may_vote_again = forms.BooleanField(label=gettext_lazy("The person may vote again"), required=False)


class VoidForm(forms.Form):
    reason = long_text(gettext_lazy("What happened to the key, which everyone can read"), max_length=1000)


def annul(actor: Any, round: Round, data: dict[str, Any]) -> str:
    identity = _identity(round, data["who"].strip())
    told = {name: data[name] for name in ("ground", "reason", "may_vote_again")}
    if annul_ballot(actor=actor, round=round, identity=identity, **told) is None:
        return _("Your agreement is recorded. Then a different officer must agree; only then is it done.")
    return _("The ballot is annulled. The person is told.")


def void(actor: Any, round: Round, data: dict[str, Any]) -> str:
    if void_round(actor=actor, round=round, **data) is None:
        return _("Your agreement is recorded. Then a different officer must agree; only then is it done.")
    return _("The round is void. Its money is free, and who follows it is told.")


def _identity(round: Round, who: str) -> Identity:
    if "@" in who:
        found = Identity.objects.filter(user__email=who.lower())
    elif who.isascii() and who.isdigit() and len(who) < 10:
        found = Identity.objects.filter(pk=int(who))
    else:
        entry = PollBookEntry.objects.filter(round=round, receipt=as_written(who))
        found = Identity.objects.filter(pk__in=entry.values("identity"))
    identity = found.first()
    if identity is None:
        raise ValidationError({"who": _("Nobody is found by this. Look at it letter by letter.")})
    return identity
