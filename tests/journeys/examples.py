"""One of each thing in the running town, for pages of every type: where it stands, or how to get there."""

import secrets
from collections.abc import Callable

from django.urls import reverse

from budgeting.ballots.actions import cast_ballot, save_draft
from budgeting.models import Assessment, Campaign, PollBookEntry, Project, Round
from cms.demo import words
from participation.clock import database_now
from participation.debate.actions import write_comment
from participation.models import (
    Area,
    Category,
    Comment,
    Debate,
    Decision,
    HouseRule,
    Identity,
    Poll,
    Process,
    Proposal,
    ProposalDraft,
    User,
)
from participation.moderation.actions import decide
from participation.notices.stopping import stop_token
from participation.proposals.actions import publish_proposal
from participation.votes.actions import answer_statement
from tests.factories.codes import batch_of, school_round
from tests.factories.rounds import ProcessFactory
from tests.journeys.office import new_officer
from tests.journeys.people import Person, prove_address


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


def debate(is_open: bool) -> Debate:
    return Debate.objects.get(thread__closed_at__isnull=is_open)


def decided() -> Decision:
    """Against words of Alice, who can appeal."""
    alice, thread = User.objects.get(email="alice@quernmouth.example"), debate(True).thread
    earlier = Decision.objects.filter(author=alice).first()
    if earlier:
        return earlier
    bob = User.objects.get(email="bob@quernmouth.example")
    bob.second_factor = True
    rude = write_comment(author=alice, thread=thread, text="Whoever says that is a fool.")
    return decide(
        actor=bob, target=rude, verdict="hide", reason="It insults.", rule=HouseRule.objects.first()
    )


def answered() -> Comment:
    return Comment.objects.filter(thread=debate(True).thread, replies__isnull=False).first()


def words_of_alice() -> Comment:
    alice, thread = User.objects.get(email="alice@quernmouth.example"), debate(True).thread
    own = Comment.objects.filter(author=alice, thread=thread).first()
    return own or write_comment(author=alice, thread=thread, text="It is windy there.")


def campaign() -> Campaign:
    return Campaign.objects.get(slug=words.campaigns()[0].slug)


def poll(slug: str) -> Poll:
    return Poll.objects.get(question=next(one.question for one in words.polls() if one.slug == slug))


def answers_of_ravi() -> str:
    ravi = Identity.objects.get(user__email="ravi@quernmouth.example").user
    answer_statement(user=ravi, statement=poll("getting-around").statements.first(), value=1)
    return reverse("my_answers", args=[poll("getting-around").pk])


def statement() -> str:
    return poll("getting-around").statements.first().get_absolute_url()


def statement_list() -> str:
    return reverse("statement_list", args=[poll("getting-around").pk])


def of_round(name: str, round: Callable[[], Round]) -> Callable[[], str]:
    return lambda: reverse(name, args=[round().process.slug])


def check_page(name: str, *act: str, half: bool = False) -> Callable[[], str]:
    """Of the proposal that is half checked, or of the one that waits, which Ravi helped to write."""

    def address() -> str:
        state = Assessment.State.CHECKING if half else Assessment.State.WAITING
        check = Assessment.objects.filter(round__process__slug="round-four", state=state).first()
        return reverse(name, args=[check.pk, *act])

    return address


def planned() -> Round:
    return Round.objects.get(process__slug="round-four")


def of_planned(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[planned().pk])


def of_process(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[ideas().slug])


def draft() -> ProposalDraft:
    return ProposalDraft.objects.filter(author__email="alice@quernmouth.example").order_by("pk")[0]


def of_draft(step: str) -> Callable[[], str]:
    return lambda: reverse("draft_step", args=[draft().pk, step])


def changed() -> Proposal:
    return Proposal.objects.filter(material_at__isnull=False).order_by("pk")[0]


def merged() -> Proposal:
    return Proposal.objects.filter(status="merged").order_by("pk")[0]


def of_own(name: str) -> Callable[[], str]:
    """A page of something that Alice wrote; she writes it when there is nothing yet."""

    def address() -> str:
        alice = User.objects.get(email="alice@quernmouth.example")
        own = Proposal.objects.filter(author=alice, status="published", process=ideas()).first()
        return reverse(name, args=[(own or _written_by(alice)).pk])

    return address


def _written_by(alice: User) -> Proposal:
    return publish_proposal(
        author=alice,
        process=ideas(),
        area=Area.objects.order_by("pk")[1],
        category=Category.objects.all()[0],
        title="A clock on the ferry house",
        what="One clock with two faces.",
        why="Nobody knows whether to run.",
    )


def report_page() -> str:
    return reverse("report_new", args=["comment", Comment.objects.visible().first().pk])


def stop_link() -> str:
    return reverse("mail_stop", args=[stop_token(User.objects.get(email="alice@quernmouth.example"))])


def act_on_voting(act: str) -> Callable[[], str]:
    return lambda: reverse("rounds:act", args=[voting().pk, act])


def desk_of(round: Callable[[], Round]) -> Callable[[], str]:
    return lambda: reverse("rounds:desk", args=[round().pk])


def every_way() -> Round:
    """An open round in which people vote in every way there is, with a batch of codes for a school."""
    found = Round.objects.filter(process__slug="every-way").first()
    return found or _opened_to_all()


def carol() -> User:
    """The officer, as after her second step."""
    officer = User.objects.get(email="carol@quernmouth.example")
    officer.second_factor = True
    return officer


def _opened_to_all() -> Round:
    process = ProcessFactory(title="Small things, in every way", slug="every-way")
    round = school_round(process=process, children=True, opens_to_sms=True, opens_to_letters=True)
    batch_of(round, carol())
    return round


def office_of_every_way(name: str, *ids: Callable[[], int]) -> Callable[[], str]:
    return lambda: reverse(f"rounds:{name}", args=[every_way().pk, *[each() for each in ids]])


def declaration() -> str:
    children = every_way().electorates.get(way="declaration")
    return reverse("vote_by_declaration", args=["every-way", children.pk])


def compare_two(person: Person) -> None:
    person.go(reverse("ballot", args=[voting().process.slug]))
    for box in person.page.locator("input[name=compare]").all()[:2]:
        box.check()
    person.page.get_by_role("button", name="Compare side by side").first.click()
    person.sees("Compare projects")


def cast_with_a_code(person: Person) -> None:
    """To the receipt of somebody without an account; the next who comes has a code of their own."""
    round = every_way()
    _batch, codes = batch_of(round, carol(), size=1)
    person.go(reverse("vote_by_code", args=[round.process.slug]))
    person.page.get_by_label("The code on your card").fill(codes[0])
    person.page.get_by_role("button", name="Open my ballot").click()
    person.page.locator("input[name=choice]").first.check()
    person.page.get_by_role("button", name="Review your ballot").click()
    person.page.get_by_role("button", name="Cast your ballot").click()
    person.sees("Your ballot is in")


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
