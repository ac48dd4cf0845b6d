"""The page of one funded project: its money as a bar and in words, and all that happened, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.works import Work, work_of
from budgeting.rounds.models import Project
from participation.money import format_money

BAR_WIDTH = 10_000


@dataclass(frozen=True)
class Happening:
    """One entry of the timeline: a report with its picture, or a decision about the money."""

    on: date
    tag: str
    text: str
    title: str = ""
    picture: Any = None
    picture_alt: str = ""
    # Said with a report that moved the day of finishing.
    delay: str = ""
    finish_on: date | None = None


@dataclass(frozen=True)
class Picture:
    """One picture of the project, newest first; `address` is whole, for other sites."""

    src: str
    alt: str

    @property
    def address(self) -> str:
        return f"{settings.BASE_URL}{self.src}"


@dataclass(frozen=True)
class Story:
    project: Project
    work: Work
    happenings: list[Happening]
    picture: Picture | None
    waiting: MoneyRequest | None

    @property
    def currency(self) -> str:
        return self.project.round.currency

    @property
    def address(self) -> str:
        return f"{settings.BASE_URL}{built_address(self.project)}"

    @property
    def share_image(self) -> str:
        """The newest picture; without one the mark of the site, which other sites can show too."""
        icon = f"{settings.BASE_URL}{static('icons/apple-touch-icon.png')}"
        return self.picture.address if self.picture else icon

    @property
    def description(self) -> str:
        """What another site shows of it: where it stands, the money, and what it is."""
        said = f"{self.work.stage}. {self.work.words}. {self.project.summary}"
        return Truncator(" ".join(said.split())).chars(200)

    @property
    def bar_width(self) -> int:
        return BAR_WIDTH

    @property
    def bar_spent(self) -> int:
        return self.work.money.spent * BAR_WIDTH // self.work.full_bar

    @property
    def money_words(self) -> str:
        return money_sentence(self.work, self.currency)


def built_address(project: Project) -> str:
    return reverse("built_project", args=[project.round.process.slug, project.number])


def story_of(project: Project) -> Story:
    """For a project of `funded_projects()` that knows its round; two queries, one more for a successor."""
    updates = list(project.updates.all())
    requests = list(project.money_requests.all())
    work = work_of(project, project.round.currency)
    happenings = [*_reports(updates), *_decisions(requests, project.round.currency), *_fates(work)]
    return Story(
        project=project,
        work=work,
        happenings=sorted(happenings, key=lambda each: each.on, reverse=True),
        picture=_picture(project, updates),
        waiting=next((each for each in requests if each.decided_at is None), None),
    )


def money_sentence(work: Work, currency: str) -> str:
    """Where the money is, in one sentence."""
    money = work.money
    words = {
        "spent": format_money(money.spent, currency),
        "approved": format_money(money.approved, currency),
        "returned": format_money(money.returned, currency),
        "left": format_money(money.approved - money.spent, currency),
    }
    if money.released is not None:
        return _("%(spent)s was spent. %(returned)s of its %(approved)s was released.") % words
    if money.final is None:
        return _("%(spent)s of %(approved)s is spent. %(left)s is left.") % words
    if money.returned:
        return _("It cost %(spent)s of its %(approved)s. %(returned)s went back to the pot.") % words
    return _("It cost %(spent)s, all of its money.") % words


def _picture(project: Project, updates: list[DeliveryUpdate]) -> Picture | None:
    for update in updates:
        if update.picture:
            return Picture(update.picture.url, update.picture_alt)
    return Picture(project.picture.url, project.picture_alt) if project.picture else None


def _reports(updates: list[DeliveryUpdate]) -> Iterator[Happening]:
    for update in updates:
        yield Happening(
            on=update.happened_on,
            tag=update.get_stage_display(),
            text=update.text,
            picture=update.picture,
            picture_alt=update.picture_alt,
            delay=update.delay_reason,
            finish_on=update.finish_on,
        )


def _decisions(requests: list[MoneyRequest], currency: str) -> Iterator[Happening]:
    titles = {
        (MoneyRequest.Kind.EXTRA, True): _("%(amount)s more was approved"),
        (MoneyRequest.Kind.EXTRA, False): _("%(amount)s more was refused"),
        (MoneyRequest.Kind.EXTRA, None): _("The council asks for %(amount)s more. Finance decides"),
        (MoneyRequest.Kind.FINAL, True): _("The books are closed: it cost %(amount)s"),
        (MoneyRequest.Kind.FINAL, False): _("The books stay open: a final cost of %(amount)s was refused"),
        (MoneyRequest.Kind.FINAL, None): _("The council says that it cost %(amount)s. Finance checks it"),
    }
    for each in requests:
        title = titles[MoneyRequest.Kind(each.kind), each.granted]
        yield Happening(
            on=timezone.localdate(each.decided_at or each.asked_at),
            tag=_("Money"),
            title=title % {"amount": format_money(each.amount, currency)},
            text="\n\n".join(filter(None, [each.reason, each.answer])),
        )


def _fates(work: Work) -> Iterator[Happening]:
    given_up, before = work.undelivered, work.stepped_in_for
    if given_up is not None:
        on = timezone.localdate(given_up.declared_at)
        yield Happening(on=on, tag=_("Cannot be built"), text=given_up.reason)
    if before is not None:
        on = timezone.localdate(before.undelivered.declared_at)
        words = _("“%(project)s” cannot be built. This project was next in line and got its money.")
        yield Happening(on=on, tag=_("Steps in"), text=words % {"project": before})
