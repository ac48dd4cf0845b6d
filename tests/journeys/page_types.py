"""Every type of page of the site: where one of it stands, and who looks at it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from budgeting.ballots.actions import cast_ballot, save_draft
from budgeting.models import Campaign, PollBookEntry, Project, Result, Round
from cms.demo import words
from participation.clock import database_now
from participation.models import Comment, Identity, Process, Proposal
from tests.journeys.office import new_officer
from tests.journeys.people import Person, prove_address


@dataclass(frozen=True)
class PageType:
    """`address()` finds an example in the running town; `walk(person)` goes where no address leads."""

    address: Callable[[], str]
    who: str = ""
    walk: Callable[[Person], None] | None = None
    status: int = 200


def at(address: str) -> Callable[[], str]:
    return lambda: address


def ideas() -> Process:
    return Process.objects.get(slug=words.ideas_process().slug)


def voting() -> Round:
    return Round.objects.get(process__slug=words.round_three().slug)


def counted() -> Round:
    return Round.objects.get(process__slug=words.round_two().slug)


def proposal() -> Proposal:
    """The one that most people talk about."""
    return Proposal.objects.get(
        title=next(one.title for one in words.proposals() if one.slug == words.comments()[0].about)
    )


def campaign() -> Campaign:
    return Campaign.objects.get(slug=words.campaigns()[0].slug)


def of_round(name: str, round: Callable[[], Round]) -> Callable[[], str]:
    return lambda: reverse(name, args=[round().process.slug])


def of_process(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[ideas().slug])


def report_page() -> str:
    return reverse("report_new", args=["comment", Comment.objects.visible().first().pk])


def desk_of(round: Callable[[], Round]) -> Callable[[], str]:
    return lambda: reverse("rounds:desk", args=[round().pk])


def draft_of_alice() -> str:
    """Two things in her basket, so that there is something to review."""
    identity = Identity.objects.get(user__email="alice@quernmouth.example")
    save_draft(round=voting(), identity=identity, choices=cheap_choices(), arrived_at=database_now())
    return reverse("ballot_review", args=[voting().process.slug])


def ballot_of_ravi() -> str:
    identity = Identity.objects.get(user__email="ravi@quernmouth.example")
    if not PollBookEntry.objects.filter(round=voting(), identity=identity).exists():
        cast_ballot(
            round=voting(),
            identity=identity,
            choices=cheap_choices(),
            channel="online",
            key=secrets.token_urlsafe(16),
            arrived_at=database_now(),
        )
    return reverse("ballot_in", args=[voting().process.slug])


def cheap_choices() -> list[int]:
    """The two cheapest projects of the pot that the whole town may choose from."""
    town = Project.objects.filter(round=voting(), round_pot__pot__name=words.round_three().pots[0].name)
    return sorted(town.order_by("cost").values_list("number", flat=True)[:2])


def ask_for_code(person: Person) -> None:
    person.go(reverse("account_login"))
    person.page.get_by_label("Email address").fill("nobody@quernmouth.example")
    person.page.get_by_role("button", name="Send me a code").click()
    person.page.wait_for_load_state()


def wrong_signup(person: Person) -> None:
    person.go(reverse("account_signup"))
    person.page.get_by_label("Email address").fill("nobody")
    person.page.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    person.page.get_by_role("main").get_by_role("button", name="Register").click()
    person.page.wait_for_load_state()


def half_a_log_in(person: Person) -> None:
    prove_address(person, "owen@quernmouth.example")


def first_log_in(person: Person) -> None:
    prove_address(person, new_officer())


PAGES: dict[str, PageType] = {
    "home": PageType(at("/")),
    "standard page": PageType(at("/about/")),
    "news index": PageType(at("/news/")),
    "news": PageType(at(f"/news/{words.news()[0].slug}/")),
    "questions": PageType(at("/questions/")),
    "guide": PageType(at(f"/{words.guide().slug}/")),
    "guide step": PageType(at(f"/{words.guide().slug}/{words.guide().steps[0].slug}/")),
    "process list": PageType(lambda: reverse("process_list")),
    "process": PageType(of_process("process")),
    "process in ballot": PageType(of_round("process", voting)),
    "proposal list": PageType(of_process("proposal_list")),
    "proposal": PageType(lambda: proposal().get_absolute_url()),
    "proposal as a resident sees it": PageType(lambda: proposal().get_absolute_url(), who="alice"),
    "propose": PageType(of_process("proposal_new"), who="alice"),
    "round in ballot": PageType(of_round("round", voting)),
    "round counted": PageType(of_round("round", counted)),
    "project": PageType(lambda: voting().projects.first().get_absolute_url()),
    "project built": PageType(lambda: counted().projects.first().get_absolute_url()),
    "ballot": PageType(of_round("ballot", voting), who="alice"),
    "ballot refused": PageType(of_round("ballot", voting), who="erin"),
    "review": PageType(draft_of_alice, who="alice"),
    "confirmation": PageType(ballot_of_ravi, who="ravi"),
    "receipt check": PageType(of_round("receipt_check", voting)),
    "result": PageType(lambda: Result.objects.get(round=counted()).get_absolute_url()),
    "result to come": PageType(of_round("result", voting)),
    "campaign list": PageType(lambda: reverse("campaign_list")),
    "campaign": PageType(lambda: campaign().get_absolute_url()),
    "pledge": PageType(lambda: reverse("pledge", args=[campaign().slug]), who="alice"),
    "my page": PageType(lambda: reverse("my_page"), who="alice"),
    "verify": PageType(lambda: reverse("verify"), who="erin"),
    "log in": PageType(lambda: reverse("account_login")),
    "code": PageType(lambda: reverse("account_confirm_login_code"), walk=ask_for_code),
    "second step": PageType(lambda: reverse("mfa_authenticate"), walk=half_a_log_in),
    "second factor needed": PageType(lambda: reverse("second_factor_needed"), walk=first_log_in),
    "register": PageType(lambda: reverse("account_signup")),
    "register with a mistake": PageType(lambda: reverse("account_signup"), walk=wrong_signup),
    "log out": PageType(lambda: reverse("account_logout"), who="alice"),
    "email address": PageType(lambda: reverse("account_email"), who="erin"),
    "passkeys and second step": PageType(lambda: reverse("mfa_index"), who="carol"),
    "where you are logged in": PageType(lambda: reverse("usersessions_list"), who="alice"),
    "search": PageType(lambda: reverse("search") + "?q=bench"),
    "search without result": PageType(lambda: reverse("search") + "?q=xyzzy"),
    "report": PageType(report_page, who="alice"),
    "audit heads": PageType(lambda: reverse("audit_heads")),
    "style": PageType(lambda: reverse("style")),
    "open data": PageType(lambda: reverse("api_guide")),
    "demo desk": PageType(lambda: reverse("demo_desk")),
    "not found": PageType(at("/nothing-lies-here/"), status=404),
}

# The back office runs on Wagtail, which needs scripts; what is ours in it stands in the main part.
OFFICE: dict[str, PageType] = {
    "dashboard": PageType(lambda: reverse("wagtailadmin_home"), who="carol"),
    "rounds": PageType(lambda: reverse("rounds:index"), who="carol"),
    "new round": PageType(lambda: reverse("rounds:add"), who="carol"),
    "round in ballot": PageType(desk_of(voting), who="carol"),
    "round certified": PageType(desk_of(counted), who="carol"),
    "more time": PageType(lambda: reverse("rounds:act", args=[voting().pk, "extend"]), who="carol"),
    "processes": PageType(lambda: reverse("processes:index"), who="carol"),
    "pots": PageType(lambda: reverse("pots:index"), who="carol"),
    "register of residents": PageType(lambda: reverse("census:index"), who="carol"),
    "at the desk": PageType(lambda: reverse("census:desk"), who="carol"),
    "areas": PageType(lambda: reverse("areas:index"), who="carol"),
    "categories": PageType(lambda: reverse("categories:index"), who="carol"),
    "roles": PageType(lambda: reverse("roles:index"), who="carol"),
    "moderation queue": PageType(lambda: reverse("moderation:index"), who="bob"),
    "decided": PageType(lambda: reverse("moderation:decided"), who="bob"),
    "audit log": PageType(lambda: reverse("audit-log:index"), who="owen"),
}
