"""A tablet in a library and a card: people without an account vote one after another, each alone."""

import re

import pytest
from django.core import signing
from django.urls import reverse
from playwright.sync_api import expect

from budgeting.ballots.codes.kiosk import COOKIE, SALT
from budgeting.models import PollBookEntry, Round
from cms.demo import words
from participation.models import Identity
from tests.factories.codes import code_for
from tests.journeys.people import Household, Person, log_in

pytestmark = pytest.mark.journey


def voting() -> Round:
    return Round.objects.select_related("process", "phase").get(process__slug=words.round_three().slug)


def resident() -> Identity:
    """Somebody in the register who has neither an account nor a ballot yet."""
    voted = PollBookEntry.objects.values("identity")
    ward = Identity.objects.filter(area__isnull=False).first().area
    number = Identity.objects.count()
    fresh = Identity.objects.create(key=f"{number:064x}", area=ward, way="code", birth_year=1960)
    assert not voted.filter(identity=fresh).exists()
    return fresh


def start_kiosk(tablet: Person, round: Round) -> None:
    log_in(tablet, "carol")
    tablet.go(f"/admin/rounds/{round.pk}/")
    tablet.keys.follow("link", "Voting codes and kiosk")
    tablet.keys.follow("link", "Make this device a kiosk")
    tablet.keys.follow("button", "Log me out and start the kiosk")
    tablet.sees("Vote here")


def as_kiosk(tablet: Person, round: Round) -> None:
    """The device as after an officer made it one: a second code of staff works once in half a minute."""
    cookie = signing.dumps({"slug": round.process.slug, "idle": 180}, salt=SALT)
    tablet.context.add_cookies([{"name": COOKIE, "value": cookie, "url": tablet.town}])
    tablet.go("/")
    tablet.sees("Vote here")


def vote(person: Person, code: str) -> str:
    """Type the code, take the first project, cast; returns the receipt."""
    person.keys.write("The code on your card", code.lower())
    person.keys.follow("button", "Open my ballot")
    person.sees("Your ballot")
    assert person.page.locator("input[name=choice]:checked").count() == 0
    person.page.locator("input[name=choice]").first.check()
    person.keys.follow("button", "Review your ballot")
    person.keys.follow("button", "Cast your ballot")
    person.sees("Your ballot is in")
    return person.page.locator(".receipt__code").inner_text().strip()


def test_two_people_vote_at_a_kiosk_and_going_back_shows_neither(household: Household):
    round, tablet = voting(), household.visitor()
    start_kiosk(tablet, round)
    receipts = []
    for person in (resident(), resident()):
        receipts.append(vote(tablet, code_for(round, person)))
        tablet.keys.follow("button", "I am done")
        tablet.sees("Vote here")
        assert "sessionid" not in {cookie["name"] for cookie in tablet.context.cookies()}
        for _step in range(5):
            tablet.page.go_back()
            page = tablet.page.content()
            assert receipts[-1] not in page
            assert "data-ballot" not in page
        tablet.go(reverse("ballot_in", args=[round.process.slug]))
        tablet.sees("Vote here")
    assert len(set(receipts)) == 2
    assert PollBookEntry.objects.filter(receipt__in=receipts).count() == 2
    tablet.go("/admin/")
    tablet.sees("Vote here")
    tablet.page.get_by_text("For staff").click()
    tablet.keys.follow("button", "End kiosk mode")
    tablet.sees(str(round))


def test_a_kiosk_warns_and_then_forgets_by_itself(household: Household):
    round, tablet = voting(), household.visitor()
    as_kiosk(tablet, round)
    tablet.page.clock.install()
    tablet.page.reload()
    receipt = vote(tablet, code_for(round, resident()))
    tablet.page.clock.fast_forward(155_000)
    expect(tablet.page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    tablet.page.get_by_role("button", name="I need more time").click()
    tablet.page.clock.fast_forward(100_000)
    tablet.sees("Your ballot is in")
    tablet.page.clock.fast_forward(100_000)
    tablet.sees("Vote here")
    tablet.page.go_back()
    assert receipt not in tablet.page.content()


def test_a_kiosk_on_a_slow_line_forgets_all_the_same(household: Household):
    round, tablet = voting(), household.visitor()
    as_kiosk(tablet, round)
    tablet.page.clock.install()
    tablet.page.reload()
    vote(tablet, code_for(round, resident()))
    slow = {"offline": False, "latency": 2500, "downloadThroughput": -1, "uploadThroughput": -1}
    line = tablet.context.new_cdp_session(tablet.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    tablet.page.clock.fast_forward(200_000)
    expect(tablet.page.get_by_role("heading", level=1, name="Vote here")).to_be_visible(timeout=20_000)


def test_a_kiosk_without_scripts_leaves_the_page_by_itself(household: Household):
    round, tablet = voting(), household.visitor(scripts=False)
    as_kiosk(tablet, round)
    tablet.keys.write("The code on your card", code_for(round, resident()))
    tablet.keys.follow("button", "Open my ballot")
    refresh = tablet.page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert refresh == f"181;url={reverse('kiosk', args=[round.process.slug])}"


def test_one_person_who_tries_account_kiosk_and_code_has_one_ballot(household: Household):
    round, alice = voting(), household.member("alice")
    person = Identity.objects.get(user__email__startswith="alice@")
    alice.go(reverse("ballot", args=[round.process.slug]))
    alice.page.locator("input[name=choice]").first.check()
    alice.keys.follow("button", "Review your ballot")
    alice.keys.follow("button", "Cast your ballot")
    alice.sees("Your ballot is in")
    receipts = {alice.page.locator(".receipt__code").inner_text().strip()}
    tablet, phone = household.visitor(), household.visitor()
    as_kiosk(tablet, round)
    receipts.add(vote(tablet, code_for(round, person)))
    phone.go(reverse("ballot", args=[round.process.slug]))
    phone.sees("How do you want to vote?")
    phone.keys.follow("link", "With a code on a card")
    receipts.add(vote(phone, code_for(round, person)))
    phone.keys.follow("button", "I am done")
    phone.sees(re.compile(re.escape(str(round))))
    assert len(receipts) == 1
    assert PollBookEntry.objects.filter(round=round, identity=person).count() == 1
