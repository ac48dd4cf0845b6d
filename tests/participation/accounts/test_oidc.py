"""A provider of the council's choice says who somebody is, by the register's facts, once a person."""

import logging
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.test import Client
from django.urls import reverse

from participation.accounts.rules import identity_of, needs_second_way
from participation.accounts.verification import claim
from participation.accounts.ways import VerificationPolicy
from participation.models import AuditEvent, Identity, User
from tests.factories.people import UserFactory
from tests.outside.oidc_provider import CLIENT, KEY, OTHER_KEY, SECRET, Provider
from tests.outside.server import serving
from tests.participation.accounts.test_letters import POSTCODE, listed

ADA = {
    "sub": "Ada-1",
    "given_name": "Ada",
    "family_name": "Quern",
    "birthdate": "1980-01-02",
    "address": {"postal_code": POSTCODE},
}


@pytest.fixture
def provider(settings):
    fake = Provider()
    fake.person = dict(ADA)
    with serving(fake) as address:
        fake.address = settings.OIDC_SERVER_URL = address
        settings.OIDC_NAME, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = "TownID", CLIENT, SECRET
        yield fake


def begin(client: Client, **query) -> str:
    return client.get(reverse("provider"), query).url


def walk(client: Client, provider: Provider, **query):
    """There and back as a browser goes, and the page that the person then sees."""
    back = urlsplit(provider.authorize(begin(client, **query)))
    return client.get(f"{back.path}?{back.query}", follow=True)


def untouched(user: User) -> bool:
    return identity_of(User.objects.get(pk=user.pk)).second_way == ""


# What it is for


@pytest.mark.django_db
def test_provider_confirms_who_was_found_in_the_register(provider, log_in):
    user = listed()
    client = log_in(user)
    assert reverse("provider") in client.get(reverse("second_way")).content.decode()

    page = walk(client, provider, next="/processes/")

    identity = Identity.objects.get(user=user)
    assert identity.second_way == "provider"
    assert not needs_second_way(identity)
    assert page.redirect_chain[-1][0] == "/processes/"
    assert AuditEvent.objects.get(verb="confirm_person").acting_as == "provider"


@pytest.mark.django_db
def test_provider_verifies_whom_the_register_has(provider, log_in):
    listed().delete()
    user = UserFactory()
    client = log_in(user)
    assert "TownID" in client.get(reverse("verify")).content.decode()

    walk(client, provider)

    identity = Identity.objects.get(user=user)
    assert (identity.way, identity.second_way) == ("provider", "provider")
    assert Identity.objects.count() == 1


@pytest.mark.django_db
def test_nothing_that_the_provider_said_is_kept(provider, log_in, caplog):
    with caplog.at_level(logging.DEBUG, logger="participation"):
        walk(log_in(listed()), provider)

    kept = repr([*Identity.objects.values_list(), *AuditEvent.objects.values_list()]) + caplog.text
    assert not [word for word in ("Ada", "Quern", "1980-01-02", POSTCODE) if word in kept]


# What it is not


@pytest.mark.django_db
def test_person_whom_the_register_does_not_have_is_sent_to_the_desk(provider, charlie, log_in):
    page = walk(log_in(charlie), provider)

    assert "register does not have you" in page.content.decode()
    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_person_of_the_provider_confirms_no_other_account(provider, log_in):
    user = listed()
    Identity.objects.update(key="f" * 64)

    page = walk(log_in(user), provider)

    assert "another person than TownID says" in page.content.decode()
    assert untouched(user)


@pytest.mark.django_db
def test_identity_of_another_account_is_refused_with_the_way_to_reclaim_it(provider, charlie, log_in):
    listed()

    page = walk(log_in(charlie), provider)

    assert "two officers can give you your identity back" in page.content.decode()
    assert identity_of(charlie) is None


@pytest.mark.django_db
def test_one_account_there_confirms_one_person_here(provider, log_in, alice):
    from participation.accounts.oidc_acts import subject_key

    user = listed()
    Identity.objects.filter(user=alice).update(subject_key=subject_key("Ada-1"))

    page = walk(log_in(user), provider)

    assert "confirmed another person here" in page.content.decode()
    assert untouched(user)


@pytest.mark.django_db
def test_subjects_that_differ_in_capitals_or_signs_are_different_people(provider):
    from participation.accounts.oidc_acts import subject_key

    assert len({subject_key(sub) for sub in ("Ada-1", "ada-1", "Ada1", "Ada-1 ")}) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"birthdate": None}, "did not tell us your date of birth"),
        ({"birthdate": "0000-01-02"}, "did not tell us your date of birth"),
        ({"address": {}}, "did not tell us your postcode"),
        ({"given_name": "", "address": "1 Mill Lane"}, "did not tell us your first names, postcode"),
    ],
)
def test_claim_that_is_missing_is_named(provider, log_in, claims, words):
    user = listed()
    provider.person |= claims

    assert words in walk(log_in(user), provider).content.decode()
    assert untouched(user)


@pytest.mark.django_db
def test_identity_taken_up_by_another_account_forgets_the_provider(provider, log_in, harbour):
    user = listed()
    walk(log_in(user), provider)
    identity = Identity.objects.get(user=user)
    user.delete()

    again = claim(UserFactory(), identity.key, Identity.Way.CENSUS, harbour.pk, 1980)

    assert (again.second_way, again.subject_key) == ("", "")


@pytest.mark.django_db
def test_too_many_misses_stop_for_the_day(provider, charlie, log_in):
    client = log_in(charlie)
    pages = [walk(client, provider).content.decode() for _number in range(6)]

    assert "register does not have you" in pages[4]
    assert "used all your tries" in pages[5]


# What is not believed


def spoiled(**changes):
    return lambda claims: {name: value for name, value in (claims | changes).items() if value is not None}


BENT = {
    "another nonce": spoiled(nonce="other"),
    "no nonce": spoiled(nonce=None),
    "another site": spoiled(aud="other"),
    "another site beside ours": spoiled(aud=[CLIENT, "other"]),
    "another party": spoiled(azp="other"),
    "another issuer": spoiled(iss="https://evil.example"),
    "an old token": spoiled(exp=int(time.time()) - 3600),
    "a token without an end": spoiled(exp=None),
    "another person's userinfo": spoiled(sub="Bob-1"),
}
SIGNED = {
    "nobody": lambda claims: jwt.encode(claims, None, "none"),
    "another key": lambda claims: jwt.encode(claims, OTHER_KEY, "RS256", headers={"kid": "one"}),
    "an unknown key": lambda claims: jwt.encode(claims, KEY, "RS256", headers={"kid": "two"}),
    "the shared secret": lambda claims: jwt.encode(claims, SECRET * 2, "HS256", headers={"kid": "one"}),
    "nothing that is a token": lambda claims: "x.y",
}


def is_not_believed(client: Client, provider: Provider, user: User) -> bool:
    page = walk(client, provider).content.decode()
    return "could not check you with TownID" in page and untouched(user)


@pytest.mark.django_db
@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_token_with_wrong_claims_is_not_believed(provider, log_in, bend):
    user = listed()
    provider.spoil = bend

    assert is_not_believed(log_in(user), provider, user)


@pytest.mark.django_db
@pytest.mark.parametrize("sign", SIGNED.values(), ids=SIGNED)
def test_token_that_the_provider_did_not_sign_is_not_believed(provider, log_in, sign):
    user = listed()
    provider.signs = sign

    assert is_not_believed(log_in(user), provider, user)


@pytest.mark.django_db
def test_another_state_is_not_believed(provider, log_in):
    user = listed()
    client = log_in(user)
    back = urlsplit(provider.authorize(begin(client)))

    client.get(back.path, {"code": parse_qs(back.query)["code"][0], "state": "other"})

    assert untouched(user)


@pytest.mark.django_db
def test_answer_works_once_and_in_the_session_that_asked(provider, log_in, charlie):
    user = listed()
    client = log_in(user)
    back = urlsplit(provider.authorize(begin(client)))
    answer = f"{back.path}?{back.query}"

    stranger = log_in(charlie)
    begin(stranger)
    assert "could not check you" in stranger.get(answer, follow=True).content.decode()
    assert untouched(user)
    client.get(answer)
    assert "too late, or twice" in client.get(answer, follow=True).content.decode()


@pytest.mark.django_db
def test_answer_after_ten_minutes_is_too_late(provider, log_in):
    user = listed()
    client = log_in(user)
    back = urlsplit(provider.authorize(begin(client)))
    session = client.session
    session["verify_with_provider"] = {**session["verify_with_provider"], "begun": int(time.time()) - 601}
    session.save()

    client.get(f"{back.path}?{back.query}")

    assert untouched(user)


@pytest.mark.django_db
def test_person_who_says_no_there_is_told_that_nothing_changed(provider, log_in):
    client = log_in(listed())
    begin(client)

    page = client.get(reverse("provider_back"), {"error": "access_denied"}, follow=True).content.decode()

    assert "Nothing has changed" in page


@pytest.mark.django_db
def test_way_onward_leads_to_this_site_alone(provider, log_in):
    page = walk(log_in(listed()), provider, next="https://evil.example/")

    assert page.redirect_chain[-1][0] == reverse("my_page")


@pytest.mark.django_db
def test_provider_that_is_down_is_said_so(provider, settings, log_in):
    settings.OIDC_SERVER_URL = "http://127.0.0.1:1"

    page = log_in(listed()).get(reverse("provider"), follow=True).content.decode()

    assert "could not check you with TownID" in page


# Who may


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["provider", "provider_back"])
def test_pages_are_for_people_who_are_logged_in(provider, name):
    assert Client().get(reverse(name)).url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_provider_is_no_way_for_who_is_confirmed_already(provider, alice, log_in):
    assert begin(log_in(alice)) == reverse("verify")


@pytest.mark.django_db
@pytest.mark.parametrize("off", ["policy", "settings"])
def test_provider_is_no_way_where_the_council_does_not_offer_it(provider, log_in, settings, off):
    if off == "settings":
        settings.OIDC_SERVER_URL = ""
    user = listed()
    VerificationPolicy.objects.update(offers_provider=off == "settings")
    client = log_in(user)

    assert reverse("provider") not in client.get(reverse("second_way")).content.decode()
    assert begin(client) == reverse("verify")


# The fake keeps to the contract


def test_fake_asks_for_the_clients_secret_the_verifier_and_a_fresh_code(provider):
    def ask(auth=(CLIENT, "a%20secret%3A%20with%20signs%25"), **changes) -> int:
        asked = {
            "redirect_uri": "https://here/",
            "code_challenge": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",  # SHA-256 of nothing
            "nonce": "n",
        }
        provider.codes["c"] = asked
        sent = {"grant_type": "authorization_code", "code": "c", "redirect_uri": "https://here/"} | changes
        return requests.post(f"{provider.address}/token", sent, auth=auth, timeout=5).status_code

    assert ask() == 200
    assert ask(auth=(CLIENT, "wrong")) == 401
    assert ask(code_verifier="other") == 400
    assert ask(redirect_uri="https://there/") == 400
    assert ask(code="used") == 400
    assert requests.get(f"{provider.address}/userinfo", timeout=5).status_code == 401


def test_fake_tells_of_itself_what_discovery_requires(provider):
    found = requests.get(f"{provider.address}/.well-known/openid-configuration", timeout=5).json()

    needed = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "response_types_supported"}
    assert needed | {"subject_types_supported", "id_token_signing_alg_values_supported"} <= found.keys()
    token = jwt.encode({"sub": "x"}, KEY, "RS256")
    key = jwt.PyJWKSet.from_dict(requests.get(found["jwks_uri"], timeout=5).json()).keys[0]
    assert jwt.decode(token, key, algorithms=["RS256"]) == {"sub": "x"}
