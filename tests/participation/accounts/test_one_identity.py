"""One person is one Identity: over uploads, namesakes, moves, spellings, the desk and the register alike."""

import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from participation.accounts.actions import upload_census, verify_at_desk, verify_by_census
from participation.accounts.desk import Decision
from participation.accounts.papers import Papers, Who, look_up
from participation.accounts.register import undecided_entries
from participation.models import AuditEvent, CensusEntry, Identity, KnownPerson
from tests.factories.people import UserFactory, ward

pytestmark = pytest.mark.django_db
BORN = datetime.date(1980, 12, 31)
OLD, NEW, THIRD = "HB1 2AB", "HB9 9ZZ", "HB3 3CC"


def nell(postcode: str = OLD, name: str = "Nell Quick") -> Papers:
    return Papers(name, BORN, postcode)


@pytest.fixture
def register(carol, harbour):
    """register(papers, ...) uploads a file that holds these people and no others."""

    def upload(*people: Papers) -> None:
        rows = "".join(f"{p.name},{p.birth_date},{p.postcode},Harbour ward\n" for p in people)
        upload_census(actor=carol, file=BytesIO(f"name,date of birth,postcode,ward\n{rows}".encode()))

    return upload


@pytest.fixture
def desk(carol, harbour):
    """desk(papers, who, ...) verifies a new account at the desk."""

    def verify(papers: Papers, who: str = "", **answer) -> Identity:
        decision = (
            Decision(who, **{"reason": "Passport", "area": ward("Harbour ward")} | answer) if who else None
        )
        return verify_at_desk(actor=carol, user=UserFactory(), papers=papers, decision=decision)

    return verify


def match(papers: Papers) -> Identity:
    return verify_by_census(
        user=UserFactory(), name=papers.name, birth_date=papers.birth_date, postcode=papers.postcode
    )


def leave(identity: Identity) -> Identity:
    """The account goes; the identity waits for its person."""
    identity.user.delete()
    identity.refresh_from_db()
    return identity


def assert_taken(act, *args, **kwargs) -> None:
    with pytest.raises(ValidationError, match="already verified"):
        act(*args, **kwargs)


def assert_undecided(papers: Papers) -> None:
    with pytest.raises(ValidationError) as refused:
        match(papers)
    assert refused.value.code == "undecided"


# Desk and register


def test_desk_gives_the_identity_that_the_register_gives(register, desk):
    register(nell())
    identity = leave(desk(nell(name="QUICK, Nell")))

    assert match(nell()) == identity


def test_namesakes_at_the_desk_and_by_the_register_each_get_theirs(register, desk):
    register(nell(), nell(NEW))

    one, other = desk(nell()), match(nell(NEW))

    assert one != other
    assert_taken(match, nell())
    assert_taken(desk, nell(NEW))


def test_desk_does_not_verify_who_is_not_in_the_register_without_an_answer(register, desk):
    register(nell())

    with pytest.raises(ValidationError) as refused:
        desk(nell(name="Nell Mary Quick"))

    assert refused.value.code == "undecided"
    assert not Identity.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_desk_asks_for_a_reason(reason, register, desk):
    register(nell())

    with pytest.raises(ValidationError) as refused:
        desk(nell(THIRD, "Ann Other"), Who.NEW, reason=reason)

    assert list(refused.value.error_dict) == ["reason"]


def test_other_spelling_at_the_desk_is_the_person_in_the_register(register, desk):
    register(nell())
    spelt = nell(name="Nell Mary Quick")
    assert look_up(spelt).others_here == 1

    identity = leave(desk(spelt, Who.SPELT))

    assert match(nell()) == identity
    assert AuditEvent.objects.filter(verb="verify_person").first().facts["who"] == "spelt"
    register(spelt)
    assert_taken(match, spelt)


def test_spelling_cannot_be_answered_when_two_were_born_that_day(register, desk):
    register(nell(), nell(name="Ann Quick"))

    finding = look_up(nell(name="Nelly Quick"))

    assert finding.others_here == 2
    assert Who.SPELT not in finding.choices
    with pytest.raises(ValidationError):
        desk(nell(name="Nelly Quick"), Who.SPELT)


def test_person_missing_from_the_register_is_found_by_it_later(register, desk):
    register(nell(THIRD, "Ann Other"))
    identity = desk(nell(), Who.NEW)
    leave(identity)
    register(nell(THIRD, "Ann Other"), nell())

    assert match(nell()) == identity
    register(nell())
    assert_taken(match, nell())


def test_person_missing_from_the_register_who_moves_stays_one(register, desk):
    desk(nell(), Who.NEW)
    register(nell(NEW))

    assert_taken(match, nell(NEW))


def test_person_dropped_from_the_register_is_the_same_at_the_desk(register, desk):
    register(nell(), nell(THIRD, "Ann Other"))
    identity = leave(match(nell()))
    register(nell(THIRD, "Ann Other"))

    assert look_up(nell()).choices == [Who.STAYS]
    assert desk(nell(), Who.STAYS) == identity
    assert_taken(desk, nell(), Who.STAYS)


def test_person_missing_from_the_register_needs_a_ward(register, desk):
    with pytest.raises(ValidationError) as refused:
        desk(nell(), Who.NEW, area=None)

    assert list(refused.value.error_dict) == ["area"]


# Uploads


def test_upload_that_brings_a_namesake_changes_nobody(register, desk):
    register(nell())
    match(nell())

    register(nell(), nell(NEW))

    assert_taken(match, nell())
    assert_undecided(nell(NEW))
    assert undecided_entries().count() == 1


def test_new_namesake_gets_an_own_identity_at_the_desk_and_keeps_it(register, desk):
    register(nell())
    first = match(nell())
    register(nell(), nell(NEW))

    second = leave(desk(nell(NEW), Who.NEW))

    assert second != first
    register(nell(), nell(NEW))
    assert match(nell(NEW)) == second


def test_same_person_listed_twice_is_told_so_by_the_papers(register, desk):
    register(nell())
    identity = leave(match(nell()))
    register(nell(), nell(NEW))

    assert desk(nell(NEW), Who.MOVED, former_postcode=OLD) == identity
    assert_taken(match, nell())
    assert_taken(match, nell(NEW))


def test_upload_that_drops_a_namesake_changes_nobody(register):
    register(nell(), nell(NEW))
    stays = match(nell())
    match(nell(NEW))

    register(nell())

    assert_taken(match, nell())
    leave(stays)
    assert match(nell()) == stays


def test_dropped_namesake_who_comes_back_is_who_they_were(register):
    register(nell(), nell(NEW))
    identity = leave(match(nell(NEW)))
    register(nell())
    register(nell(), nell(NEW))

    assert match(nell(NEW)) == identity


def test_mover_stays_one_person_over_two_uploads(register):
    register(nell())
    identity = leave(match(nell()))
    register(nell(NEW))
    register(nell(THIRD))

    assert leave(match(nell(THIRD))) == identity
    register(nell())
    assert match(nell()) == identity


@pytest.mark.parametrize("gone", [(OLD,), (OLD, NEW)])
def test_one_of_two_namesakes_who_moves_is_not_guessed(gone, register, desk):
    register(nell(), nell(NEW))
    mover, _other = leave(match(nell())), match(nell(NEW))
    stays = [nell(postcode) for postcode in (OLD, NEW) if postcode not in gone]

    register(*stays, nell(THIRD))

    assert_undecided(nell(THIRD))
    assert desk(nell(THIRD), Who.MOVED, former_postcode=OLD) == mover
    assert_taken(match, nell(THIRD))


def test_namesake_seen_once_is_remembered_when_both_have_gone(register):
    register(nell())
    match(nell())
    register(nell(), nell(NEW))

    register(nell(THIRD))

    assert_undecided(nell(THIRD))


def test_newcomer_taken_for_a_mover_gets_an_own_identity_at_the_desk(register, desk):
    register(nell())
    first = match(nell())
    register(nell(NEW))
    assert_taken(match, nell(NEW))

    assert look_up(nell(NEW)).choices == [Who.NEW]
    second = leave(desk(nell(NEW), Who.NEW))

    assert second != first
    register(nell(), nell(NEW))
    assert match(nell(NEW)) == second
    assert_taken(match, nell())


def test_new_spelling_in_an_upload_is_not_guessed(register, desk):
    register(nell())
    identity = leave(match(nell()))

    register(nell(name="Nell Quick-Moor"))

    assert_undecided(nell(name="Nell Quick-Moor"))
    moved = {"former_postcode": OLD}
    assert desk(nell(name="Nell Quick-Moor"), Who.MOVED, **moved) == identity
    assert_taken(match, nell(name="Nell Quick-Moor"))


def test_neighbour_born_on_the_same_day_is_somebody_else(register):
    register(nell())
    register(nell(), nell(name="Ann Other"))

    assert match(nell()) != match(nell(name="Ann Other"))


@pytest.mark.parametrize("postcode", ["ZZ1 1ZZ", ""])
def test_former_postcode_where_nobody_was_known_is_refused(postcode, register, desk):
    register(nell())
    register(nell(), nell(NEW))

    with pytest.raises(ValidationError) as refused:
        desk(nell(NEW), Who.MOVED, former_postcode=postcode)

    assert list(refused.value.error_dict) == ["former_postcode"]


def test_owner_of_an_account_cannot_pass_as_a_namesake_at_one_postcode(register, desk):
    register(nell())
    match(nell())

    assert look_up(nell()).choices == []
    assert_taken(desk, nell(), Who.NEW)


def test_alias_is_no_way_to_a_second_identity(register, desk):
    register(nell())
    desk(nell(name="Nell Mary Quick"), Who.SPELT)

    assert_taken(desk, nell(), Who.NEW)
    assert_taken(desk, nell(name="Nell Mary Quick"), Who.NEW)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_decision_is_for_officers_alone(who, request, register):
    with pytest.raises(PermissionDenied):
        verify_at_desk(
            actor=request.getfixturevalue(who),
            user=UserFactory(),
            papers=nell(),
            decision=Decision(Who.NEW, reason="Passport", area=ward("Harbour ward")),
        )


def test_memory_holds_nothing_that_can_be_read(register, desk):
    register(nell())
    desk(nell(NEW, "Ann Other"), Who.NEW)

    kept = repr([*KnownPerson.objects.values_list(), *CensusEntry.objects.values_list()]).lower()

    assert not any(word in kept for word in ("quick", "other", "hb1", "hb9", "1980-12-31"))
