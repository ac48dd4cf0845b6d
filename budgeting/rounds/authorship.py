"""Who wrote what became a project: authors of the proposal and of what it was merged or split from."""

from typing import Any

from django.db.models import Q, QuerySet

from participation.accounts.models import User
from participation.proposals.models import CoAuthor, Proposal


def is_author(user: Any, proposal: Proposal) -> bool:
    """First author or accepted co-author of the proposal, or of one that was merged into it."""
    return user.is_authenticated and authors_of(proposal).filter(pk=user.pk).exists()


def authors_of(proposal: Proposal) -> QuerySet[User]:
    """Each person once, the first to register first."""
    parts = Proposal.objects.filter(Q(pk=proposal.pk) | Q(merged_into=proposal.pk) | Q(split=proposal.pk))
    keys = parts.values("pk")
    accepted = CoAuthor.objects.filter(proposal__in=keys, state=CoAuthor.State.ACCEPTED).values("person")
    wrote = Proposal.objects.filter(pk__in=keys, author__isnull=False).values("author")
    return User.objects.filter(Q(pk__in=wrote) | Q(pk__in=accepted)).order_by("pk")


def names_of_authors(proposal: Proposal | None) -> list[str]:
    """Their public names; nobody for a project of the council's own hand, or whose authors are gone."""
    if proposal is None:
        return []
    return [str(person) for person in authors_of(proposal)]
