"""Every type of page of the site: where one of it stands, and who looks at it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from budgeting.ballots.actions import cast_ballot, save_draft
from budgeting.ballots.paper.forms_of import forms_of
from budgeting.models import Assessment, Campaign, CodeBatch, PollBookEntry, Project, Result, Round
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


def links_of_planned() -> str:
    return reverse("rounds:links", args=[Round.objects.get(process__slug="round-four").pk])


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
    "all proposals": PageType(lambda: reverse("proposal_list_all")),
    "proposals as a table": PageType(lambda: reverse("proposal_list", args=[ideas().slug]) + "?view=table"),
    "proposals on a map": PageType(lambda: reverse("proposal_list", args=[ideas().slug]) + "?view=map"),
    "parts of town": PageType(lambda: reverse("area_list")),
    "part of town": PageType(lambda: reverse("area", args=["harbour"]), who="alice"),
    "notices": PageType(lambda: reverse("notice_list"), who="alice"),
    "what I follow": PageType(lambda: reverse("follow_list"), who="alice"),
    "choice of mail": PageType(lambda: reverse("mail_choices"), who="alice"),
    "stop the mail": PageType(stop_link),
    "proposal as a resident sees it": PageType(lambda: proposal().get_absolute_url(), who="alice"),
    "propose": PageType(of_process("proposal_new"), who="alice"),
    "draft": PageType(of_draft("why"), who="alice"),
    "draft with pictures": PageType(of_draft("pictures"), who="alice"),
    "draft looked over": PageType(of_draft("check"), who="alice"),
    "draft to remove": PageType(lambda: reverse("draft_remove", args=[draft().pk]), who="alice"),
    "what changed": PageType(lambda: reverse("proposal_versions", args=[changed().pk])),
    "proposal that changed": PageType(lambda: changed().get_absolute_url()),
    "merged proposal": PageType(lambda: merged().get_absolute_url()),
    "answered proposal": PageType(lambda: Proposal.objects.get(answer__isnull=False).get_absolute_url()),
    "change a proposal": PageType(of_own("proposal_change"), who="alice"),
    "withdraw a proposal": PageType(of_own("proposal_give_up"), who="alice"),
    "write together": PageType(of_own("proposal_authors"), who="alice"),
    "round in ballot": PageType(of_round("round", voting)),
    "round counted": PageType(of_round("round", counted)),
    "project": PageType(lambda: voting().projects.first().get_absolute_url()),
    "project built": PageType(lambda: counted().projects.first().get_absolute_url()),
    "what was built": PageType(of_round("built_list", counted)),
    "built project to share": PageType(
        lambda: reverse("built_project", args=[counted().process.slug, counted().projects.first().number])
    ),
    "ballot": PageType(of_round("ballot", voting), who="alice"),
    "ballot refused": PageType(of_round("ballot", voting), who="erin"),
    "review": PageType(draft_of_alice, who="alice"),
    "confirmation": PageType(ballot_of_ravi, who="ravi"),
    "ballot compared": PageType(of_round("ballot", voting), who="alice", walk=compare_two),
    "ways to vote": PageType(of_round("vote_ways", every_way)),
    "vote by code": PageType(of_round("vote_by_code", every_way)),
    "vote by phone": PageType(of_round("vote_by_phone", every_way)),
    "vote by letter": PageType(of_round("vote_by_letter", every_way)),
    "vote by declaration": PageType(declaration),
    "receipt of a code": PageType(of_round("ballot_in", every_way), walk=cast_with_a_code),
    "receipt check": PageType(of_round("receipt_check", voting)),
    "result": PageType(lambda: Result.objects.get(round=counted()).get_absolute_url()),
    "hall screen": PageType(of_round("hall", voting)),
    "hall screen of a result": PageType(of_round("hall", counted)),
    "other rules": PageType(of_round("other_rules", counted)),
    "answer to an officer": PageType(check_page("assessment_reply"), who="ravi"),
    "objections are over": PageType(of_round("object", counted), who="alice"),
    "result to come": PageType(of_round("result", voting)),
    "campaign list": PageType(lambda: reverse("campaign_list")),
    "campaign": PageType(lambda: campaign().get_absolute_url()),
    "pledge": PageType(lambda: reverse("pledge", args=[campaign().slug]), who="alice"),
    "poll list": PageType(lambda: reverse("poll_list")),
    "poll open": PageType(lambda: poll("square").get_absolute_url(), who="alice"),
    "poll counted": PageType(lambda: poll("ferry").get_absolute_url()),
    "statements": PageType(lambda: poll("getting-around").get_absolute_url(), who="alice"),
    "all statements": PageType(statement_list),
    "one statement": PageType(statement, who="alice"),
    "my answers": PageType(answers_of_ravi, who="ravi"),
    "my page": PageType(lambda: reverse("my_page"), who="alice"),
    "all my comments": PageType(lambda: reverse("my_activity", args=["comments"]), who="alice"),
    "change your name": PageType(lambda: reverse("change_name"), who="alice"),
    "copy of my data": PageType(lambda: reverse("my_data"), who="alice"),
    "erase my account": PageType(lambda: reverse("erase_me"), who="alice"),
    "what we keep": PageType(lambda: reverse("what_we_keep")),
    "account erased": PageType(lambda: reverse("erased")),
    "verify": PageType(lambda: reverse("verify"), who="erin"),
    "all debates": PageType(lambda: reverse("debate_list_all")),
    "debate list": PageType(of_process("debate_list")),
    "debate": PageType(lambda: debate(True).get_absolute_url(), who="alice"),
    "debate closed": PageType(lambda: debate(False).get_absolute_url()),
    "debate led": PageType(lambda: reverse("thread_lead", args=[debate(True).thread_id]), who="bob"),
    "replies": PageType(lambda: reverse("comment_replies", args=[answered().pk]), who="alice"),
    "changes of a comment": PageType(lambda: reverse("comment_history", args=[answered().pk])),
    "change a comment": PageType(lambda: reverse("comment_edit", args=[words_of_alice().pk]), who="alice"),
    "remove a comment": PageType(lambda: reverse("comment_remove", args=[words_of_alice().pk]), who="alice"),
    "code from the desk": PageType(lambda: reverse("desk_code"), who="erin"),
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
    "moderation in numbers": PageType(lambda: reverse("moderation_report")),
    "house rules": PageType(lambda: reverse("house_rules")),
    "decision": PageType(lambda: reverse("decision", args=[decided().pk]), who="alice"),
    "link of a block that is over": PageType(at("/blocked/over/"), status=410),
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
    "annul a ballot": PageType(act_on_voting("annul"), who="carol"),
    "withdraw a project": PageType(act_on_voting("withdraw"), who="carol"),
    "another cost": PageType(act_on_voting("recost"), who="carol"),
    "checks of proposals": PageType(lambda: reverse("assessments:index"), who="carol"),
    "check of a proposal": PageType(check_page("assessments:desk", half=True), who="carol"),
    "questions of a check": PageType(check_page("assessments:act", "questions", half=True), who="carol"),
    "it can be done": PageType(check_page("assessments:act", "feasible", half=True), who="carol"),
    "who checks which area": PageType(lambda: reverse("assessments:areas"), who="carol"),
    "links between projects": PageType(links_of_planned, who="carol"),
    "objections": PageType(lambda: reverse("rounds:objections", args=[counted().pk]), who="carol"),
    "more time": PageType(act_on_voting("extend"), who="carol"),
    "paper ballots": PageType(lambda: reverse("rounds:paper", args=[voting().pk]), who="carol"),
    "give a paper ballot": PageType(lambda: reverse("rounds:paper_give", args=[voting().pk]), who="carol"),
    "printed ballot": PageType(
        lambda: reverse("rounds:paper_print", args=[voting().pk, forms_of(voting())[0].key]), who="carol"
    ),
    "voting codes": PageType(office_of_every_way("codes"), who="carol"),
    "hand out a voting code": PageType(office_of_every_way("hand_code"), who="carol"),
    "cancel codes": PageType(
        office_of_every_way("cancel_codes", lambda: CodeBatch.objects.first().pk), who="carol"
    ),
    "make a kiosk": PageType(office_of_every_way("kiosk"), who="carol"),
    "processes": PageType(lambda: reverse("processes:index"), who="carol"),
    "polls": PageType(lambda: reverse("polls:index"), who="carol"),
    "new poll": PageType(lambda: reverse("polls:add"), who="carol"),
    "poll": PageType(lambda: reverse("polls:desk", args=[poll("square").pk]), who="carol"),
    "proposals": PageType(lambda: reverse("proposals:index"), who="carol"),
    "word on a proposal": PageType(
        lambda: reverse("proposals:act", args=[Proposal.objects.published().first().pk, "status"]),
        who="carol",
    ),
    "proposal desk": PageType(lambda: reverse("proposals:desk", args=[changed().pk]), who="carol"),
    "merge a proposal": PageType(lambda: reverse("proposals:act", args=[changed().pk, "merge"]), who="bob"),
    "split a proposal": PageType(lambda: reverse("proposals:act", args=[changed().pk, "split"]), who="bob"),
    "pots": PageType(lambda: reverse("pots:index"), who="carol"),
    "register of residents": PageType(lambda: reverse("census:index"), who="carol"),
    "at the desk": PageType(lambda: reverse("census:desk"), who="carol"),
    "code of the desk": PageType(lambda: reverse("census:desk_code"), who="carol"),
    "what residents must show": PageType(lambda: reverse("census:ways"), who="carol"),
    "identities given back": PageType(lambda: reverse("census:reclaims"), who="carol"),
    "areas": PageType(lambda: reverse("areas:index"), who="carol"),
    "categories": PageType(lambda: reverse("categories:index"), who="carol"),
    "roles": PageType(lambda: reverse("roles:index"), who="carol"),
    "block a person": PageType(lambda: reverse("moderation:find_person"), who="bob"),
    "block this person": PageType(
        lambda: reverse("moderation:block", args=[User.objects.get(email="erin@quernmouth.example").pk]),
        who="bob",
    ),
    "moderation queue": PageType(lambda: reverse("moderation:index"), who="bob"),
    "threats": PageType(lambda: reverse("threats:index"), who="carol"),
    "discussions with a limit": PageType(lambda: reverse("moderation:led"), who="bob"),
    "duty rota": PageType(lambda: reverse("moderation:rota"), who="bob"),
    "words to look out for": PageType(lambda: reverse("moderation:words"), who="carol"),
    "appeals": PageType(lambda: reverse("moderation:appeals"), who="bob"),
    "debates": PageType(lambda: reverse("debates:index"), who="carol"),
    "decided": PageType(lambda: reverse("moderation:decided"), who="bob"),
    "audit log": PageType(lambda: reverse("audit-log:index"), who="owen"),
}
