"""Who hears of what happens to a funded project: who follows it or its proposal, and its authors."""

from django.utils.translation import gettext_lazy as _

from budgeting.rounds.models import Project
from participation.accounts.models import User
from participation.notices import events
from participation.notices.actions import tell_followers

SENTENCES = {
    "delivery-report": _("There is news of how “%(title)s” is being built"),
    "delivery-extra": _("“%(title)s” gets more money"),
    "delivery-final": _("“%(title)s” is finished and paid"),
    "delivery-given-up": _("“%(title)s” cannot be built. Read why, and what happens with its money"),
    "delivery-stepped-in": _("“%(title)s” is built after all: it steps in for another project"),
}


def offer_events() -> None:
    for key, sentence in SENTENCES.items():
        events.register(events.Event(key=key, sentence=sentence, gathers=key == "delivery-report"))


def tell_of(project: Project, event: str, actor: User) -> None:
    """Followers of the project, its proposal and its round, and those who wrote the proposal; once each."""
    tell_followers(thing=project, event=event, actor=actor, also=_authors(project))


def _authors(project: Project) -> list[User | None]:
    proposal = project.proposal
    if proposal is None:
        return []
    accepted = proposal.co_authors.filter(state="accepted").values("person")
    return [proposal.author, *User.objects.filter(pk__in=accepted)]
