"""People without account or email vote by text message, by post or by declaration, one ballot a person."""

import datetime
import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from budgeting.ballots.codes.declaring import declare
from budgeting.ballots.eligibility import pots_of
from budgeting.models import Admission, Elector, Electorate, PollBookEntry, RoundPot
from participation.accounts.actions import print_letter, upload_census, verify_by_census
from participation.accounts.without_account import find_in_register
from participation.limits.refusal import TooOftenError
from participation.limits.table import REGISTER_TRIES
from participation.models import Identity, Letter
from tests.budgeting.ballots.test_codes import cast_with
from tests.factories.codes import school_round
from tests.factories.people import UserFactory, ward
from tests.factories.rounds import PotFactory, ProjectFactory, RoundFactory, cast, ended, open_round, opened

pytestmark = pytest.mark.django_db
BORN = datetime.date(1951, 3, 4)
FACTS = {"name": "Noora Lind", "birth_date": BORN, "postcode": "HB1 2AB"}
TYPED = {
    **FACTS,
    "birth_date_day": "4",
    "birth_date_month": "3",
    "birth_date_year": "1951",
    "birth_date": "1951-03-04",
}


@pytest.fixture
def round(carol, harbour, settings, tmp_path):
    settings.SMS_GATEWAY = "participation.accounts.sms.FileGateway"
    settings.SMS_FILE_PATH = tmp_path / "sms"
    upload_census(
        actor=carol,
        file=BytesIO(b"name,date of birth,postcode,ward\nNoora Lind,1951-03-04,HB1 2AB,Harbour ward\n"),
    )
    return open_round(opens_to_sms=True, opens_to_letters=True)


def address(name: str, round, *more) -> str:
    return reverse(name, args=[round.process.slug, *more])


def newest_text(settings) -> str:
    newest = max(Path(settings.SMS_FILE_PATH).iterdir(), key=lambda file: file.stat().st_mtime_ns)
    return json.loads(newest.read_text())["text"][:6]


def by_phone(client, round, settings, commit, phone="07700 900123"):
    with commit(execute=True):
        page = client.post(address("vote_by_phone", round), {**TYPED, "phone": phone}, follow=True)
    if not page.context["waiting"]:
        return page
    return client.post(address("vote_by_phone", round), {"code": newest_text(settings)}, follow=True)


def vote(client, round, choices):
    return client.post(address("ballot_cast", round), {"choice": choices, "key": "k" * 22}, follow=True)


def test_a_code_by_text_message_opens_the_ballot_of_who_the_register_has(
    round, client, settings, django_capture_on_commit_callbacks
):
    page = by_phone(client, round, settings, django_capture_on_commit_callbacks)
    assert b"Project 1" in page.content
    assert b"Your ballot is in" in vote(client, round, ["1"]).content
    person = PollBookEntry.objects.get().identity
    assert (person.user, person.second_way) == (None, "sms")
    client.post(address("ballot_done", round))
    assert client.session.is_empty()


def test_registering_afterwards_gives_the_same_person_and_one_ballot(
    round, client, settings, django_capture_on_commit_callbacks
):
    by_phone(client, round, settings, django_capture_on_commit_callbacks)
    vote(client, round, ["1"])
    identity = verify_by_census(user=UserFactory(), **FACTS)
    Identity.objects.filter(pk=identity.pk).update(second_way="desk")
    identity.refresh_from_db()
    cast(round, [2], identity)
    assert PollBookEntry.objects.get().identity == identity


def test_another_telephone_does_not_take_a_confirmed_person_over(
    round, client, settings, django_capture_on_commit_callbacks
):
    by_phone(client, round, settings, django_capture_on_commit_callbacks)
    client.post(address("ballot_done", round))
    page = by_phone(client, round, settings, django_capture_on_commit_callbacks, phone="07700 900999")
    assert b"Use the same telephone" in page.content
    page = by_phone(client, round, settings, django_capture_on_commit_callbacks)
    assert b"Your ballot" in page.content


def test_who_has_an_account_logs_in_with_it(round):
    verify_by_census(user=UserFactory(), **FACTS)
    with pytest.raises(ValidationError) as refusal:
        find_in_register(**FACTS, where="here")
    assert refusal.value.code == "account"


def test_looks_into_the_register_are_counted_for_the_connection_and_the_person(round):
    for number in range(REGISTER_TRIES.most):
        with pytest.raises(ValidationError):
            find_in_register(name=f"Ann {number}", birth_date=BORN, postcode="HB1 2AB", where="here")
    with pytest.raises(TooOftenError):
        find_in_register(**FACTS, where="here")
    for number in range(10):
        find_in_register(**FACTS, where=f"elsewhere {number}")
    with pytest.raises(TooOftenError):
        find_in_register(**FACTS, where="yet elsewhere")


def test_a_letter_opens_the_ballot_of_who_asked_for_it(round, client, carol):
    page = client.post(address("vote_by_letter", round), {**TYPED, "address": "1 Quay Street"}, follow=True)
    assert b"not in the post yet" in page.content
    letter = Letter.objects.get()
    assert letter.user is None
    code = print_letter(actor=carol, letter=letter)
    client.session.flush()
    client.post(address("vote_by_letter", round), {**TYPED, "address": ""}, follow=True)
    page = client.post(address("vote_by_letter", round), {"code": code}, follow=True)
    assert b"Project 1" in page.content
    assert Identity.objects.get(key=letter.identity.key).second_way == "letter"
    assert not Letter.objects.exists()


def test_a_round_that_opens_to_neither_has_no_such_pages(client):
    plain = open_round()
    for name in ("vote_by_phone", "vote_by_letter"):
        assert client.get(address(name, plain)).status_code == 404


def test_after_the_end_nobody_is_asked(round, client):
    ended(round)
    for name in ("vote_by_phone", "vote_by_letter"):
        assert client.get(address(name, round)).status_code == 404


def declared(round, **given):
    facts = {"name": "Kit Marsh", "age_band": "8 to 10", "school": "Harbour School", **given}
    return declare(electorate=round.electorates.get(), **facts, where="school")


def test_a_declaration_is_one_person_and_opens_the_childrens_pots_alone():
    round = school_round(way="declaration")
    kit, again = declared(round), declared(round, name="marsh KIT")
    other = declared(round, name="Ada Fox")
    assert kit.identity != other.identity
    assert again.identity == kit.identity
    assert declared(round, name="kit marsh").identity == kit.identity
    assert [share.electorate.name for share in pots_of(round.pots.all(), kit.identity)] == [
        "Pupils of Harbour School"
    ]
    cast_with(round, kit, [9])
    with pytest.raises(ValidationError) as refusal:
        declared(round)
    assert refusal.value.code == "spent"


@pytest.mark.parametrize(
    "given", [{"name": " . "}, {"age_band": "40 to 50"}, {"school": "Another School"}, {"school": ""}]
)
def test_a_declaration_outside_the_declared_rules_is_refused(given):
    round = school_round(way="declaration")
    with pytest.raises(ValidationError):
        declared(round, **given)
    assert not Elector.objects.exists()


def test_nothing_of_a_declaration_is_kept_but_a_hash():
    from tests.budgeting.ballots.test_secrecy import everything_in_the_database

    round = school_round(way="declaration")
    declared(round, name="Zebedee Quillfeather")
    assert "illfeather" not in everything_in_the_database()
    assert Admission.objects.get().spent == ""


def test_a_child_signs_and_votes_in_the_browser(client):
    round = school_round(way="declaration")
    form = address("vote_by_declaration", round, round.electorates.get().pk)
    sent = {"name": "Kit Marsh", "age_band": "8 to 10", "school": "Harbour School"}
    assert client.post(form, sent).context["form"].errors
    page = client.post(form, {**sent, "signed": "on"}, follow=True)
    assert b"Project 9" in page.content
    assert b"Your ballot is in" in vote(client, round, ["9"]).content


def test_codes_and_declarations_do_not_mix(carol):
    round = school_round()
    with pytest.raises(ValidationError):
        declared(round)


def with_ward_pots(round, *areas) -> None:
    """Gives the children a pot of each of these wards besides their own."""
    for number, area in enumerate(areas, 20):
        share = RoundPot(round=round, pot=PotFactory(area=area), amount=50_000)
        share.electorate = round.electorates.get()
        share.save()
        ProjectFactory(round=round, round_pot=share, number=number, cost=10_000)


@pytest.fixture
def of_wards(harbour):
    """A round in which children declare themselves, and have pots of two wards."""
    round = RoundFactory()
    Electorate.objects.create(
        round=round, name="Children", way="declaration", age_bands="8 to 10", schools="Harbour School"
    )
    with_ward_pots(round, harbour, ward("Northgate"))
    return opened(round)


def test_declaration_asks_where_the_child_lives_where_pots_are_of_wards(of_wards, harbour):
    with pytest.raises(ValidationError) as refusal:
        declared(of_wards)
    assert refusal.value.message_dict == {"area": ["Choose where you live."]}
    kit = declared(of_wards, area=harbour)
    assert kit.identity.area == harbour
    assert [share.pot.area for share in pots_of(of_wards.pots.all(), kit.identity)] == [harbour]
    town = school_round(way="declaration")
    assert declared(town).identity.area is None


def test_child_who_lives_in_a_ward_without_a_pot_hears_it(of_wards):
    with pytest.raises(ValidationError, match="None of the pots of “Children” is for Millfield"):
        declared(of_wards, area=ward("Millfield"))
    assert not Elector.objects.exists()


def test_another_ward_makes_no_second_child_and_counts_until_the_ballot_is_cast(of_wards, harbour):
    first, second = declared(of_wards, area=harbour), declared(of_wards, area=ward("Northgate"))
    assert first.identity == second.identity
    assert Identity.objects.get(pk=first.identity.pk).area.name == "Northgate"
    cast_with(of_wards, second, [21])
    with pytest.raises(ValidationError) as refusal:
        declared(of_wards, area=harbour)
    assert refusal.value.code == "spent"


def test_form_of_a_declaration_offers_the_wards_and_keeps_what_was_typed(of_wards, client, harbour):
    form = address("vote_by_declaration", of_wards, of_wards.electorates.get().pk)
    sent = {"name": "Kit Marsh", "age_band": "8 to 10", "school": "Harbour School", "signed": "on"}
    page = client.post(form, sent)
    assert b"Where do you live?" in page.content
    assert b"Kit Marsh" in page.content
    page = client.post(form, {**sent, "area": harbour.pk}, follow=True)
    assert b"Project 20" in page.content
    assert b"Project 21" not in page.content
