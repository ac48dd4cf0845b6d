"""Nobody reads or counts an unsealed box: no role, no page, no command, no thief of the database."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command, get_commands
from django.core.serializers import serialize
from django.urls import URLPattern, URLResolver, get_resolver

from budgeting.ballots import actions
from budgeting.ballots.actions import drafts, sealing
from budgeting.ballots.box import BLOCK, Locksmith, Unreadable, locksmith
from budgeting.models import (
    Admission,
    BallotDraft,
    CastKey,
    CountedBallot,
    Counterfoil,
    Elector,
    PaperReading,
    PollBookEntry,
    SealedBallot,
)
from budgeting.results.actions import count_round
from budgeting.rounds.keys import read_key
from participation.accounts.rules import identity_of
from participation.clock import database_now
from tests.conftest import staff
from tests.factories.codes import batch_of, school_round
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, open_round, sealed

pytestmark = pytest.mark.django_db
BALLOT_MODELS = (SealedBallot, BallotDraft, CastKey, PollBookEntry, PaperReading, Counterfoil)


@pytest.fixture
def almighty(db):
    """Someone with every role at once, who passes for a superuser too (the database refuses real ones)."""
    user = staff("Root", "officer", "finance", "auditor", "facilitator")
    user.is_superuser = True
    return user


@pytest.fixture
def box():
    """An unsealed box with three ballots and a draft."""
    round = open_round()
    for choices in ([1, 2], [2], [3]):
        cast(round, choices)
    actions.save_draft(round=round, identity=IdentityFactory(), choices=[3], arrived_at=database_now())
    return round


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("who", ["almighty", "carol", "audrey", "fiona", "bob", "alice", "charlie"])
def test_nobody_counts_an_unsealed_box(request, box, who, over):
    if over:
        ended(box)
    with pytest.raises((ValidationError, PermissionDenied)):
        count_round(actor=request.getfixturevalue(who), round=box)
    assert not CountedBallot.objects.exists()


def test_one_almighty_person_cannot_seal_alone(box, almighty):
    ended(box)
    assert actions.seal_box(actor=almighty, round=box) is False
    with pytest.raises(ValidationError):
        actions.seal_box(actor=almighty, round=box)
    assert not CountedBallot.objects.exists()


def modules_that_say(words: str) -> set[str]:
    root = Path(actions.__file__).parents[3]
    folders = (root / "budgeting", root / "cms", root / "participation")
    files = (path for folder in folders for path in folder.rglob("*.py"))
    return {path.relative_to(root).as_posix() for path in files if words in path.read_text()}


def test_only_the_voters_own_look_and_sealing_open_a_box():
    """A new module that opens boxes or fetches keys has to be named here, and argued for."""
    assert modules_that_say(".unlock(") == {
        *(f"budgeting/ballots/actions/{Path(module.__file__).name}" for module in (drafts, sealing)),
        "budgeting/ballots/paper/emptying.py",  # which sealing alone calls
    }
    assert modules_that_say("read_boxes(") == {
        "budgeting/ballots/actions/sealing.py",
        "budgeting/ballots/paper/emptying.py",
    }
    assert modules_that_say("read_key(") == {"budgeting/ballots/box.py", "budgeting/rounds/keys.py"}
    assert [name for name in actions.__all__ if "read" in name] == ["read_draft", "read_own_choices"]


def test_no_model_of_ballots_is_offered_to_the_back_office_search_or_api():
    from participation.kinds import registry

    offered = {kind.model for kind in registry.all_kinds()}
    assert offered.isdisjoint(BALLOT_MODELS)


def addresses(patterns, before=""):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


def test_no_page_shows_an_almighty_person_what_someone_chose(box, almighty, log_in, alice):
    """Every address of this floor that a round has, asked by someone with all rights."""
    cast(box, [3], identity_of(alice))
    client, slug = log_in(almighty), box.process.slug
    asked = {
        path for path in addresses(get_resolver().url_patterns) if path.startswith("rounds/<slug:slug>/")
    }
    own = {path for path in asked if "<" not in path.removeprefix("rounds/<slug:slug>/")}
    assert any("ballot" in path for path in own)
    receipts = list(PollBookEntry.objects.values_list("receipt", flat=True))
    for path in own:
        answer = client.get("/" + path.replace("<slug:slug>", slug))
        page = answer.content.decode()
        assert "These are your choices" not in page
        assert " checked>" not in page
        assert not any(receipt in page for receipt in receipts)


@pytest.mark.parametrize("name", ["count", "verify_audit", "prove_ledger", "tick", "import_round"])
def test_no_command_writes_what_is_in_the_box(box, name, capsys, almighty):
    ended(box)
    if name in get_commands():
        with suppress(CommandError, SystemExit, TypeError):
            call_command(name)
    assert not CountedBallot.objects.exists()
    assert SealedBallot.objects.count() == 3


def everything_in_the_database() -> str:
    rows = (serialize("json", model._base_manager.all()) for model in apps.get_models())
    return "\n".join(rows)


def test_a_thief_of_the_database_finds_no_choices_in_it(box):
    """All tables as text: ballots of one choice and of two look the same, in length and everywhere else."""
    sizes = {len(bytes(row)) for row in SealedBallot.objects.values_list("box", flat=True)}
    sizes |= {len(bytes(row)) for row in BallotDraft.objects.values_list("box", flat=True)}
    assert len(sizes) == 1
    assert sizes.pop() == 12 + BLOCK + 16
    boxes = [bytes(row) for row in SealedBallot.objects.values_list("box", flat=True)]
    assert len({box[:12] for box in boxes}) == 3
    for plain in (b"[1,2]", b"[2]", json.dumps([1, 2]).encode()):
        assert not any(plain in box for box in boxes)


def test_a_thief_of_the_database_cannot_open_a_box_with_what_it_holds(box):
    """Tries every text in the database as a key, and its hash."""
    import hashlib
    import re

    row = SealedBallot.objects.first()
    for text in set(re.findall(r"[0-9A-Za-z+/=_-]{16,}", everything_in_the_database())):
        candidates = [hashlib.sha256(text.encode()).digest()]
        if re.fullmatch(r"[0-9a-f]{64}", text):
            candidates.append(bytes.fromhex(text))
        for key in candidates:
            with pytest.raises(Unreadable):
                Locksmith(box.pk, 3, key).unlock("ballot", row.finder, row.box)


def test_a_thief_cannot_tell_whose_ballot_a_row_is(box):
    """Finders are keyed: hashing every identity gives none of them."""
    import hashlib

    finders = set(SealedBallot.objects.values_list("finder", flat=True))
    for identity in PollBookEntry.objects.values_list("identity_id", flat=True):
        for text in (f"{identity}", f"{box.pk}:{identity}", f"finder\x1f{box.pk}\x1f{identity}"):
            assert hashlib.sha256(text.encode()).hexdigest() not in finders
    assert finders == {
        locksmith(box).finder(pk) for pk in PollBookEntry.objects.values_list("identity_id", flat=True)
    }


def test_a_box_cannot_be_opened_for_another_round_voter_or_purpose(box):
    row, smith = SealedBallot.objects.first(), locksmith(box)
    other = Locksmith(box.pk + 1, 3, read_key(box.key_id))
    assert smith.unlock("ballot", row.finder, row.box)
    for opener, purpose, finder in (
        (smith, "draft", row.finder),
        (smith, "ballot", "0" * 64),
        (other, "ballot", row.finder),
    ):
        with pytest.raises(Unreadable):
            opener.unlock(purpose, finder, row.box)


def test_a_retry_key_does_not_give_the_choices_away_to_guessing(box):
    import hashlib

    bodies = set(CastKey.objects.values_list("body", flat=True))
    guesses = {hashlib.sha256(json.dumps(choices).encode()).hexdigest() for choices in ([1, 2], [2], [3])}
    assert bodies.isdisjoint(guesses)
    assert len(bodies) == 3


def test_no_time_address_or_user_stands_beside_a_ballot():
    kinds = {
        field.get_internal_type()
        for model in (*BALLOT_MODELS, CountedBallot)
        for field in model._meta.get_fields()
    }
    assert kinds.isdisjoint({"DateTimeField", "DateField", "TimeField", "GenericIPAddressField"})
    for model in BALLOT_MODELS:
        assert model._meta.pk.get_internal_type() == "CharField", "a counter would tell the order of voting"
    assert {field.name for field in CountedBallot._meta.get_fields()} == {"id", "round", "number", "choices"}


def test_after_sealing_the_order_of_voting_and_of_counting_have_nothing_in_common(
    carol, dave, django_capture_on_commit_callbacks
):
    """The same ballots cast in opposite orders leave the very same rows."""
    written = []
    for order in ([[3], [2], [1], [1, 2]], [[1, 2], [1], [2], [3]]):
        round = open_round()
        for choices in order:
            cast(round, choices)
        with django_capture_on_commit_callbacks(execute=True):
            sealed(round, carol, dave)
        rows = CountedBallot.objects.filter(round=round).order_by("pk")
        written.append(list(rows.values_list("number", "choices")))
    assert written[0] == written[1]


def test_a_backup_from_before_the_sealing_is_unreadable_after_it(
    box, carol, dave, django_capture_on_commit_callbacks, settings
):
    backup = list(SealedBallot.objects.values_list("finder", "box"))
    with django_capture_on_commit_callbacks(execute=True):
        sealed(box, carol, dave)
    assert list(Path(settings.ROUND_KEYS_DIR).iterdir()) == []
    SealedBallot.objects.bulk_create(
        SealedBallot(finder=finder, box=content, round=box) for finder, content in backup
    )
    with pytest.raises(Exception, match="key"):
        locksmith(box)


def test_nothing_links_a_code_to_a_voter_or_a_ballot_once_it_is_cast(
    carol, dave, client, django_capture_on_commit_callbacks
):
    """What lies beside a spent code occurs nowhere else in the database, before the sealing and after it."""
    round = school_round()
    _batch, codes = batch_of(round, carol, size=3)
    slug = round.process.slug
    client.post(f"/rounds/{slug}/code/", {"code": codes[0]})
    client.post(f"/rounds/{slug}/ballot/cast/", {"choice": ["9"], "key": "k" * 22})
    client.post(f"/rounds/{slug}/done/")
    spent = Admission.objects.exclude(spent="").get()
    assert spent.identity is None
    before = everything_in_the_database()
    with django_capture_on_commit_callbacks(execute=True):
        sealed(round, carol, dave)
    for text in (before, everything_in_the_database()):
        assert text.count(spent.pk) == text.count(spent.spent) == 1
        assert codes[0] not in text
    assert not Admission.objects.filter(identity__isnull=False).exists()


def test_who_shows_a_code_is_kept_by_the_server_alone_and_until_the_vote_is_done(carol, client):
    round = school_round()
    _batch, codes = batch_of(round, carol)
    client.post(f"/rounds/{round.process.slug}/code/", {"code": codes[0]})
    elector = Elector.objects.get()
    assert client.session["voting_pass"]["identity"] == elector.pk
    assert not any(codes[0] in morsel.value for morsel in client.cookies.values())
    client.post(f"/rounds/{round.process.slug}/done/")
    assert "voting_pass" not in client.session


def test_no_time_and_no_counter_stands_beside_a_code():
    kinds = {field.get_internal_type() for field in (*Admission._meta.fields, *Elector._meta.fields)}
    assert kinds.isdisjoint({"DateTimeField", "DateField", "AutoField", "BigAutoField"})
