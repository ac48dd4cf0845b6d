"""Stand-alone debates: who starts and sees them, when they are open, what they offer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from participation.clock import database_now
from participation.debate.actions import write_comment
from participation.debates.actions import change_debate, open_debate, start_debate
from participation.debates.models import Debate
from participation.kinds import registry
from participation.models import Area, AuditEvent, Notice
from participation.notices.actions import follow
from tests.factories.talk import CommentFactory, DebateFactory, ProcessFactory, close_phases
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db
WORDS = {"title": "Should the market move?", "words": "It is loud, and it is loved."}


@pytest.fixture
def process():
    return ProcessFactory(open=("debate",))


def test_resident_starts_a_debate_and_others_speak(log_in, client, charlie, alice, process):
    answer = log_in(charlie).post(f"/processes/{process.slug}/debates/new/", WORDS)
    debate = Debate.objects.get()
    assert answer.url == debate.get_absolute_url() == f"/debates/{debate.pk}/should-the-market-move/"
    log_in(alice).post(
        f"/threads/{debate.thread_id}/comments/", {"stance": "against", "text": "Leave it where it is."}
    )
    page = client.get(answer.url).content.decode()
    assert "Leave it where it is." in page
    assert page.count("<h1") == 1


def test_visitor_keeps_what_was_typed(client, process):
    address = f"/processes/{process.slug}/debates/new/"
    assert "login" in client.get(address).url
    answer = client.post(address, WORDS)
    assert answer.status_code == 403
    assert "It is loud, and it is loved." in answer.content.decode()


@pytest.mark.parametrize("phase", ["propose", "review", "ballot"])
def test_nobody_starts_one_where_the_process_does_not_take_them(log_in, alice, phase):
    process = ProcessFactory(open=(phase,))
    with pytest.raises(PermissionDenied):
        start_debate(author=alice, process=process, area=None, category=None, **WORDS)
    assert log_in(alice).post(f"/processes/{process.slug}/debates/new/", WORDS).status_code == 403


def test_blocked_person_and_closed_phase_are_refused(alice, charlie, process):
    charlie.blocked_at = database_now()
    with pytest.raises(PermissionDenied, match="blocked"):
        start_debate(author=charlie, process=process, area=None, category=None, **WORDS)
    close_phases(process)
    with pytest.raises(PermissionDenied, match="not taking"):
        start_debate(author=alice, process=process, area=None, category=None, **WORDS)


@pytest.mark.parametrize("who", ["bob", "carol"])
def test_facilitators_and_officers_open_one_for_the_council(request, client, process, who):
    actor = request.getfixturevalue(who)
    actor.second_factor = True
    debate = open_debate(actor=actor, process=process, closes_at=database_now() + timedelta(days=3), **WORDS)
    assert "Started by the council" in client.get(debate.get_absolute_url()).content.decode()
    change_debate(actor=actor, debate=debate, title="Should the market stay?")
    assert [each.verb for each in AuditEvent.objects.order_by("sequence")] == ["open_debate", "change_debate"]


@pytest.mark.parametrize("who", ["alice", "charlie", "fiona", "audrey"])
def test_others_open_and_change_nothing_for_the_council(request, process, who):
    actor = request.getfixturevalue(who)
    actor.second_factor = True
    with pytest.raises(PermissionDenied):
        open_debate(actor=actor, process=process, **WORDS)
    with pytest.raises(PermissionDenied):
        change_debate(actor=actor, debate=DebateFactory(), title="Mine")


def test_dates_of_its_own_decide(alice, process):
    now = database_now()
    past, soon = now - timedelta(hours=1), now + timedelta(hours=1)
    for dates, words in (({"opens_at": soon}, "opens"), ({"closes_at": past}, "closed")):
        with pytest.raises(PermissionDenied, match=words):
            write_comment(author=alice, thread=DebateFactory(process=process, **dates).thread, text="x")
    open_one = DebateFactory(process=process, opens_at=past, closes_at=soon)
    close_phases(process)
    assert write_comment(author=alice, thread=open_one.thread, text="x")
    with pytest.raises(PermissionDenied, match="closed"):
        write_comment(author=alice, thread=DebateFactory(process=process).thread, text="x")


def test_end_lies_after_the_start(bob, process):
    bob.second_factor = True
    now = database_now()
    with pytest.raises(ValidationError):
        open_debate(actor=bob, process=process, opens_at=now, closes_at=now, **WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        DebateFactory(opens_at=now, closes_at=now)


def test_hidden_debate_is_for_its_author_and_facilitators(log_in, charlie, alice, bob, carol):
    debate = DebateFactory(author=charlie)
    registry.kind("debate").hide(debate)
    for person, status in ((alice, 404), (carol, 404), (charlie, 200), (bob, 200)):
        assert log_in(person).get(debate.get_absolute_url()).status_code == status
    assert Client().get(debate.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        write_comment(author=alice, thread=debate.thread, text="x")
    registry.kind("debate").restore(debate)
    assert Client().get(debate.get_absolute_url()).status_code == 200


def test_search_report_and_redaction(client, alice, bob):
    debate = DebateFactory(title="Herbs by the quay?", words="Mint at 4 Mill Lane")
    DebateFactory(title="Herbs elsewhere?", hidden_at=database_now())
    kind = registry.kind("debate")
    assert list(kind.search(alice, "herbs mint")) == [debate]
    assert kind.may_report(alice, debate)
    with pytest.raises(PermissionDenied):
        kind.redact(alice, debate, "4 Mill Lane")
    bob.second_factor = True
    assert kind.redact(bob, debate, "4 mill lane") == 1
    assert "Mill Lane" not in client.get(debate.get_absolute_url()).content.decode()


def test_followers_of_the_process_hear_of_a_new_debate(alice, charlie, process):
    follow(user=alice, thing=process)
    start_debate(author=charlie, process=process, area=None, category=None, **WORDS)
    assert Notice.objects.get().event == "debate-opened"


def test_process_shows_its_debates_and_the_way_to_start_one(client, process):
    DebateFactory(process=process, title="Should the market move?")
    page = client.get(process.get_absolute_url()).content.decode()
    assert "Should the market move?" in page
    assert f"/processes/{process.slug}/debates/new/" in page


def test_lists_and_pages_ask_the_same_for_1_and_30(client, log_in, alice, process):
    debate = DebateFactory(process=process)
    CommentFactory(thread=debate.thread)
    resident = log_in(alice)
    addresses = (f"/processes/{process.slug}/debates/", debate.get_absolute_url())
    for each in addresses:
        client.get(each), resident.get(each)
    before = [(queries_of(client, each), queries_of(resident, each)) for each in addresses]
    DebateFactory.create_batch(29, process=process)
    for _each in range(29):
        CommentFactory(thread=debate.thread)
    after = [(queries_of(client, each), queries_of(resident, each)) for each in addresses]
    assert after == before
    assert all(visitor <= 8 and member <= 12 for visitor, member in after)


def test_list_of_the_whole_town_is_searched_and_paged_in_a_fixed_number_of_queries(client):
    address = "/debates/?q=market"
    assert "No debates yet" in client.get("/debates/").content.decode()
    hidden = DebateFactory(title="A hidden market", hidden_at=database_now())
    secret = DebateFactory(title="A market to come", process__published_at=None)
    first = DebateFactory(title="Should the market move?")
    DebateFactory(title="Should the ferry wait?", words="It is late.")
    before = queries_of(client, address)
    DebateFactory.create_batch(24)
    assert queries_of(client, address) == before <= 6
    pages = [client.get(f"{address}&page={page}") for page in (1, 2)]
    assert "?q=market&amp;page=2" in pages[0].content.decode()
    both = "".join(page.content.decode() for page in pages)
    assert first.title in both
    assert first.process.title in both
    assert not [word for word in ("ferry wait", hidden.title, secret.title) if word in both]
    assert "No debate has these words" in client.get("/debates/?q=unheard").content.decode()


def test_screen_of_the_back_office_opens_and_corrects(log_in, bob, alice, process):
    client = log_in(bob)
    client.post("/admin/debates/new/", WORDS | {"process": process.pk})
    debate = Debate.objects.get()
    assert debate.by_council
    client.post(f"/admin/debates/edit/{debate.pk}/", WORDS | {"title": "Should the market stay?"})
    debate.refresh_from_db()
    assert debate.title == "Should the market stay?"
    assert client.get("/admin/debates/").status_code == 200


def test_button_pressed_twice_opens_one_debate(log_in, charlie, process):
    client, address = log_in(charlie), f"/processes/{process.slug}/debates/new/"
    assert client.post(address, WORDS).url == client.post(address, WORDS).url
    assert Debate.objects.count() == 1
    client.post(address, WORDS | {"words": "Something else."})
    assert Debate.objects.count() == 2


def test_whole_town_is_offered_once(log_in, charlie, process):
    town = Area.objects.create(name="Our Town", slug="our-town", kind=Area.Kind.CITY)
    Area.objects.create(name="Harbour", slug="harbour", parent=town)
    form = log_in(charlie).get(f"/processes/{process.slug}/debates/new/").context["form"]
    assert [str(label) for _value, label in form.fields["area"].choices] == ["The whole town", "Harbour"]
