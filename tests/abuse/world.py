"""A town with one thing of each kind, in a process that stands in a given phase, and people of each sort."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from budgeting.ballots.codes.typed import code_key, new_code
from budgeting.ballots.paper.actions import begin_entry
from budgeting.crowdfunding.actions import carry_on_collecting, collect_pledge
from budgeting.crowdfunding.payments.accounts import at_the_service
from budgeting.delivery.actions import ask_for_more_money
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.models import (
    Admission,
    Assessment,
    BankLine,
    CheckAnswer,
    CodeBatch,
    Consent,
    Difference,
    Electorate,
    Objection,
    ProjectLink,
    PublicLot,
    Transfer,
)
from budgeting.rounds.assessing.questions import Question
from budgeting.rounds.keys import destroy_key
from budgeting.treasury.actions import approve_money_act, propose_cut, propose_payee, propose_top_up
from budgeting.treasury.banking.actions import take_in_statement
from participation.accounts.actions import hand_out_code, upload_census, verify_by_census
from participation.accounts.letters import Letter
from participation.accounts.papers import Papers
from participation.accounts.ways import Reclaim, VerificationPolicy
from participation.clock import database_now
from participation.models import (
    Appeal,
    Attachment,
    CoAuthor,
    Decision,
    Duty,
    Evidence,
    Follow,
    Milestone,
    Nomination,
    Notice,
    Phase,
    ProposalDraft,
    Statement,
    Thread,
)
from tests.conftest import staff
from tests.factories.campaigns import CampaignFactory, MatchFundFactory, succeeded
from tests.factories.codes import school_round
from tests.factories.delivery import DeliveryUpdateFactory, certified_round, result_of
from tests.factories.paper import paper_box, paper_round, version_of
from tests.factories.people import IdentityFactory, UserFactory
from tests.factories.polls import PollFactory
from tests.factories.rounds import PotFactory, RoundFactory, cast, filled_plan, move, open_round
from tests.factories.talk import (
    CommentFactory,
    DebateFactory,
    PhaseFactory,
    ProcessFactory,
    ProposalFactory,
    SupportFactory,
    house_rule,
)

FIXTURES = {
    "registered": "charlie",
    "facilitator": "bob",
    "officer": "carol",
    "finance": "fiona",
    "auditor": "audrey",
}
GONE = ("merged", "withdrawn", "declined")
DAY = timedelta(days=1)
NED = "Ned Quay,1980-12-31,HB1 2AC,Harbour ward"
# In the register, without an account.
ANN = {"name": "Ann Other", "birth_date": "1951-03-04", "postcode": "HB3 3CC"}
NELL = {"name": "Nell Quick", "birth_date": "1980-12-31", "postcode": "HB1 2AB"}


def people_of_town(request, area) -> dict:
    """By the names of the matrix; all live in the same ward."""

    def resident(name, **more):
        way = {"second_way": more.pop("second_way", "desk")}
        user = IdentityFactory(user__display_name=name, area=area, **way).user
        for field, value in more.items():
            setattr(user, field, value)
        user.save()
        return user

    soon = database_now() + DAY
    return {
        **{name: request.getfixturevalue(fixture) for name, fixture in FIXTURES.items()},
        "resident": request.getfixturevalue("alice"),
        "unconfirmed": resident("Una", second_way=""),
        "author": resident("Ann"),
        "co-author": resident("Cal"),
        "paused": resident("Pat", paused_until=soon, pause_reason="Insults."),
        "blocked": resident("Bo", blocked_at=database_now()),
    }


def world(phase: str, people: dict) -> SimpleNamespace:
    """One thing of each kind in a process that stands in this phase; all words are the author's."""
    here = SimpleNamespace(phase=phase, people=people)
    here.process = ProcessFactory(open=())
    for kind in ("propose", "debate", "review"):
        open_now = (kind == "review") == (phase == "review")
        when = {"coming": {"coming": True}, "over": {"ended": True}}.get(
            phase, {} if open_now else {"ended": True}
        )
        PhaseFactory(process=here.process, kind=Phase.Kind(kind), **when)
    for build in (
        _proposals,
        _drafts,
        _polls,
        _talk,
        _own,
        _desk,
        _office,
        _rounds,
        _checks,
        _paper,
        _codes,
        _campaigns,
    ):
        build(here, people)
    return here


def _proposals(here, people):
    author = people["author"]
    here.proposal = ProposalFactory(process=here.process, author=author)
    CoAuthor.objects.create(proposal=here.proposal, person=people["co-author"], state=CoAuthor.State.ACCEPTED)
    here.liked = ProposalFactory(process=here.process, author=author)
    SupportFactory(proposal=here.liked, identity=people["resident"].identity)
    here.gone = {state: _one(here, author, people, status=state) for state in GONE}
    here.submitted = ProposalFactory(
        process=here.process, author=author, status="submitted", published_at=None
    )
    here.frozen = _one(here, author, people, frozen_at=database_now() - timedelta(hours=1))
    here.picture = Attachment.objects.create(
        proposal=here.proposal, document=ContentFile(b"%PDF-", "plan.pdf"), words="A plan"
    )
    here.milestone = Milestone.objects.create(proposal=here.proposal, day=database_now().date(), title="Dug")


def _one(here, author, people, **fields):
    if fields.get("status") == "merged":
        fields["merged_into"] = here.proposal
    proposal = ProposalFactory(process=here.process, author=author, **fields)
    SupportFactory(proposal=proposal, identity=people["resident"].identity)
    return proposal


def _drafts(here, people):
    words = {
        "title": "A bench",
        "what": "Two benches.",
        "why": "To sit.",
        "area": str(here.proposal.area_id),
        "category": str(here.proposal.category_id),
    }
    here.draft = ProposalDraft.objects.create(author=people["author"], process=here.process, words=words)
    here.draft_file = Attachment.objects.create(
        draft=here.draft, document=ContentFile(b"%PDF-", "plan.pdf"), words="A plan"
    )


def _polls(here, people):
    state = {"coming": {"coming": True}, "over": {"closed": True}}.get(here.phase, {})
    here.poll = PollFactory(process=here.process, **state)
    here.cards = PollFactory(process=here.process, kind="statements", takes_statements=True, **state)
    here.planned_poll = PollFactory(process=here.process, coming=True, published=False)
    here.waiting_statement = Statement.objects.create(
        poll=here.cards, thread=Thread.objects.create(), text="Cats rule.", author=people["author"], held=True
    )


def _talk(here, people):
    author = people["author"]
    here.comment = CommentFactory(thread=here.proposal.thread, author=author)
    here.debate = DebateFactory(process=here.process, author=author)
    here.closed = DebateFactory(process=here.process, author=author).thread
    here.closed.summary, here.closed.closed_at = "All was said.", database_now()
    here.closed.save()


def _own(here, people):
    """What belongs to one person alone: the resident's notices and follow, decisions about people."""
    about = {"target_type": ContentType.objects.get_for_model(here.proposal), "target_id": here.proposal.pk}
    here.follow = Follow.objects.create(person=people["resident"], **about)
    here.notice = Notice.objects.create(person=people["resident"], event="proposal-answer", **about)
    VerificationPolicy.objects.create(pk=1, offers_letter=True)


def _desk(here, people):
    """What waits for facilitators: decisions are another facilitator's."""
    first, rule = UserFactory(display_name="Frida"), house_rule()
    against = {"verdict": "hide", "rule": rule, "reason": "Unkind.", "decided_by": first}
    here.hidden = CommentFactory(
        thread=here.proposal.thread, author=people["author"], hidden_at=database_now()
    )
    here.rule = rule
    here.decision = Decision.objects.create(target=here.hidden, author=people["author"], **against)
    appealed = Decision.objects.create(target=here.comment, author=people["author"], **against)
    here.appeal = Appeal.objects.create(decision=appealed, first_decider=first, words="I was kind.")
    here.block = Decision.objects.create(
        target=people["blocked"], author=people["blocked"], **against | {"verdict": "block"}
    )
    here.duty = Duty.objects.create(
        person=people["facilitator"], start=database_now(), end=database_now() + DAY
    )
    here.threat = Evidence.objects.create(
        target_type=ContentType.objects.get_for_model(here.comment),
        target_id=here.comment.pk,
        content='{"words": "I will come."}',
        digest="0" * 64,
        why="He names her house.",
        taken_by_number=people["facilitator"].pk,
        delete_after=database_now() + 400 * DAY,
    )


def _office(here, people):
    """What waits for a second officer, or for the desk: asked for by a colleague."""
    here.colleague, identity = staff("Dora", "officer"), IdentityFactory()
    here.nomination = Nomination.objects.create(
        user=people["registered"], role="auditor", nominated_by=here.colleague
    )
    here.reclaim = Reclaim.objects.create(identity=identity, user=UserFactory(), asked_by=here.colleague)
    here.letter = Letter.objects.create(
        identity=identity, user=identity.user, name="A. Person", address="1 Quay"
    )
    here.unpublished = ProcessFactory(published_at=None, open=())
    rows = [",".join([*papers.values(), "Harbour ward"]) for papers in (NELL, ANN)]
    register = "\n".join(["name,date of birth,postcode,ward", *rows, NED])
    upload_census(actor=people["officer"], file=BytesIO(register.encode()))
    found = dict(NELL, birth_date=date.fromisoformat(NELL["birth_date"]))
    verify_by_census(user=UserFactory(), **found)
    here.taken_papers, here.free_papers = NELL, ANN


def _rounds(here, people):
    """A round in each state: planned (coming), voting (open), ended (review), with a public result (over)."""
    here.pot = PotFactory(name="Spare pot")
    here.plan = filled_plan(here.pot)
    here.unreviewed = CampaignFactory(reviewed_at=None, match_fund=None)
    here.idle_fund = MatchFundFactory(pot=here.pot, amount=10_000)
    top_up = propose_top_up(actor=here.colleague, pot=here.pot, amount=1, reason="A grant.")
    approve_money_act(actor=staff("Approver", "finance"), act=top_up)
    here.top_up = Transfer.objects.get(key=f"money-act:{top_up.pk}")
    here.money_act = propose_cut(actor=here.colleague, pot=PotFactory(), amount=1, reason="Frost.")
    here.planned = move(RoundFactory(tie_rule="lot"), start=DAY, end=9 * DAY)
    here.round = {
        "coming": lambda: here.planned,
        "open": lambda: open_round(tie_rule="lot"),
        "review": lambda: move(open_round(tie_rule="lot"), end=-timedelta(minutes=5)),
        "over": _counted,
    }[here.phase]()
    here.sealed, here.counted, here.provisional = _sealed(), _counted(), _counted()
    here.counted.results.update(published_at=None, objections_end=None)
    here.drawn = open_round(tie_rule="lot")
    PublicLot.objects.create(
        round=here.drawn, draw_name="The lottery", draw_at=database_now() - DAY, secret="s", commitment="c"
    )
    here.project = here.planned.projects.first()
    _after_the_vote(here)
    built = certified_round().projects.first()
    here.built, here.update = built, DeliveryUpdateFactory(project=built)
    # Of the round's other project, asked for by somebody else of the office.
    here.money = ask_for_more_money(
        actor=staff("Asker", "officer"), project=built.round.projects.get(number=2), amount=1, reason="Steel."
    )


def _after_the_vote(here):
    """A box that is annulled from, one without its key, objections to results, and a first agreement."""
    here.voted_in, here.keyless, here.objected = open_round(), open_round(), _counted()
    cast(here.voted_in, [1])
    destroy_key(here.keyless.key_id)
    here.contested = _counted()
    here.contested.results.update(objections_end=database_now() + DAY)
    told = {"made_by": UserFactory(), "reason": "Private land."}
    here.objection = Objection.objects.create(result=_counted().results.get(), **told)
    Objection.objects.create(
        result=here.objected.results.get(),
        **told,
        upheld=True,
        answered_at=database_now(),
        answered_by=staff("Olive", "officer"),
    )
    here.consent = Consent.objects.create(
        round=here.voted_in,
        act="withdraw_project",
        subject="2",
        reason="The land was sold.",
        agreed_by=staff("Oscar", "officer"),
    )


def _checks(here, people):
    """A check that runs, one that is ready to be decided, and one that is; and two linked projects."""
    day = (database_now() + 20 * DAY).date()

    def check(**more):
        proposal = ProposalFactory(author=people["author"])
        CoAuthor.objects.create(proposal=proposal, person=people["co-author"], state="accepted")
        return Assessment.objects.create(round=here.planned, proposal=proposal, due=day, **more)

    here.unchecked, here.check, here.answered_check = ProposalFactory(), check(), check()
    here.decided_check = check(state="infeasible", reason="No.", decided_at=database_now())
    here.decided_check.proposal.status = "declined"
    here.decided_check.proposal.save()
    here.answered_check.answers.bulk_create(
        CheckAnswer(assessment=here.answered_check, question=each, answer="yes") for each in Question
    )
    for each in (here.check, here.answered_check):
        each.cost_lines.create(label="Stone", amount=100)
    first, second = here.planned.projects.all()[:2]
    here.link = ProjectLink.objects.create(
        round=here.planned, project=first, other=second, kind="excludes", reason="One place."
    )


def _paper(here, people):
    """A round that takes paper and is open; a box that nobody has begun, and one that the officer has."""
    here.paper = paper_round()
    here.desk_code = hand_out_code(
        actor=here.colleague, papers=Papers("Ned Quay", date(1980, 12, 31), "HB1 2AC")
    )
    here.box, here.begun = (paper_box(paper_round(), here.colleague, found=1) for _each in range(2))
    begin_entry(actor=people["officer"], box=here.begun, version=version_of(here.begun))


def _codes(here, people):
    """A round that is voted in by a school's codes, and pupils declared in the planned one."""
    here.school, here.code = school_round(opens_to_sms=True, opens_to_letters=True, children=True), new_code()
    pupils, here.children = here.school.electorates.all()
    here.batch = CodeBatch.objects.create(round=here.school, electorate=pupils, label="Class 4a", size=1)
    Admission.objects.create(
        key=code_key(here.school, here.code), round=here.school, batch=here.batch, electorate=pupils
    )
    here.pupils = Electorate.objects.create(round=here.planned, name="Pupils")


def _sealed():
    round = move(open_round(), end=-30 * DAY)
    round.sealed_at = database_now() - 29 * DAY
    round.save()
    return round


def _counted():
    round = _sealed()
    result_of(round, 1, certified=False)
    return round


def _campaigns(here, people):
    start, end = {"coming": (1, 9), "over": (-9, -1)}.get(here.phase, (-1, 1))
    now = database_now()
    here.campaign = CampaignFactory(start=now + start * DAY, end=now + end * DAY)
    _paid_campaign(here)


def _paid_campaign(here):
    """A campaign whose backer has paid and whose group has an account; a payment that nobody knows."""
    here.paid = succeeded(1_000)
    here.paid_pledge = collect_pledge(pledge=here.paid.pledges.get(), source=treasury("GBP"))
    carry_on_collecting(campaign=here.paid)
    details = {"holder": "Open Water", "account": "01-02-03 12345678", "evidence": "A letter."}
    known = propose_payee(actor=here.colleague, campaign=here.paid, **details)
    approve_money_act(actor=staff("Felix", "finance"), act=known)
    rows = b"Date,Amount,Reference\n2026-11-30,12.00,No idea\n"
    take_in_statement(actor=here.colleague, content=rows, file_name="bank.csv")
    here.bank_line = BankLine.objects.get(state="suspense")
    here.asked_pledge = succeeded(2_000).pledges.get()
    owed = [(at_the_service("govuk-pay", "GBP"), -5_000), (treasury("GBP"), 5_000)]
    post(key="taken by cards", memo="Taken by cards", lines=owed)
    here.difference = Difference.objects.create(
        gateway="govuk-pay", kind="stranger", about="RF1", theirs=500, ours=0, currency="GBP"
    )
