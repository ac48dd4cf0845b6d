"""Statements one at a time: which comes next, and how far a person has come."""

from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Value, When
from django.db.models.functions import Mod

from participation.votes.models import Answer, Poll, Statement, StatementQuerySet, Vote

# A prime above any number of statements: multiples of it spread all over.
PRIME = 999_983
ROOT, STRIDE = 5, 7919


def next_statement(poll: Poll, vote: Vote | None, user: Any) -> Statement | None:
    """Of what this person has not answered the next in fair order. One query."""
    left = poll.statements.shown()
    if vote is not None:
        left = left.exclude(answers__vote=vote)
    return fair_order(left, user).first()


def fair_order(statements: StatementQuerySet, user: Any) -> StatementQuerySet:
    """Their own last; then what fewest have answered; then a shuffle that is the person's own and stays."""
    own = Case(When(author=user.pk, then=Value(True)), default=Value(False), output_field=BooleanField())
    # Powers of a primitive root are spread over all numbers below the prime.
    seed = pow(ROOT, STRIDE * user.pk, PRIME)
    return statements.annotate(
        own=own, answered=Count("answers"), shuffle=Mod(F("pk") * seed, PRIME)
    ).order_by("own", "answered", "shuffle", "pk")


def progress(poll: Poll, vote: Vote | None) -> dict[str, int]:
    """How many of the shown statements this person has answered. One query."""
    own = Answer.objects.filter(vote=vote, statement=OuterRef("pk")) if vote else Answer.objects.none()
    return poll.statements.shown().aggregate(answered=Count("pk", filter=Exists(own)), of_all=Count("pk"))
