"""The town's people: those with a log-in, 400 residents, and neighbours who only vote at the desk."""

import hashlib
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.demo import words
from cms.demo.residents import PEOPLE, Resident, residents
from cms.demo.seeding.clock import hours_ago
from cms.demo.seeding.places import Places
from cms.demo.shapes import Person
from participation.accounts.actions import nominate
from participation.accounts.census_file import Row
from participation.accounts.identity_keys import entry_key, household_key, name_key
from participation.accounts.models import SecondWay
from participation.accounts.register import replace_register
from participation.accounts.rules import FACILITATOR, STAFF_ROLES
from participation.models import CensusUpload, Identity, User

# Residents, with and without an account, whom the ballots of the town come from.
NEIGHBOURS = 700
# A resident who will help to keep talk fair.
HELPER = 7
Speaker = int | str


@dataclass(frozen=True)
class Cast:
    """Everyone: accounts by resident number or key, identities likewise, and the generated residents."""

    users: dict[Speaker, User]
    identities: dict[Speaker, Identity]
    residents: list[Resident]

    def staff(self, key: str) -> User:
        """A member of staff as they are after logging in with their second factor."""
        user = User.objects.get(pk=self.users[key].pk)
        user.second_factor = True
        return user


def seed_people(places: Places) -> Cast:
    everyone = residents(NEIGHBOURS)
    users: dict[Speaker, User] = {person.key: _with_log_in(person) for person in words.people()}
    accounts = User.objects.bulk_create(_account(resident) for resident in everyone[:PEOPLE])
    users.update({resident.number: user for resident, user in zip(everyone, accounts, strict=False)})
    for campaign in words.campaigns():
        users[f"organiser:{campaign.slug}"] = User.objects.create_user(
            f"{campaign.slug}@quernmouth.example", display_name=campaign.organiser
        )
    identities: dict[Speaker, Identity] = {
        person.key: _identity(person, users[person.key], places)
        for person in words.people()
        if person.role == "verified_resident"
    }
    made = Identity.objects.bulk_create(_neighbour(resident, users, places) for resident in everyone)
    identities.update({resident.number: identity for resident, identity in zip(everyone, made, strict=True)})
    _register(everyone, places, users["carol"])
    return Cast(users, identities, everyone)


def put_someone_forward(cast: Cast) -> None:
    """One officer wants a second facilitator; the other officer finds that waiting for her."""
    nominate(actor=cast.staff("dilys"), user=cast.users[HELPER], role=FACILITATOR)


def _with_log_in(person: Person) -> User:
    user = User.objects.create_user(person.email, display_name=person.name, joined_at=hours_ago(24 * 200))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.role in STAFF_ROLES:
        user.groups.add(Group.objects.get(name=person.role))
        TOTP.activate(user, generate_totp_secret())
        Authenticator.objects.filter(user=user).update(last_used_at=None)
    return user


def _account(resident: Resident) -> User:
    return User(
        email=resident.email,
        display_name=resident.full_name,
        password=make_password(None),
        joined_at=hours_ago(24 * resident.joined_days_ago),
    )


def _identity(person: Person, user: User, places: Places) -> Identity:
    return Identity.objects.create(
        user=user,
        key=hashlib.sha256(f"demo {person.key}".encode()).hexdigest(),
        area=places.area(person.ward),
        birth_year=1984,
        way=Identity.Way.DEMO,
    )


def _neighbour(resident: Resident, users: dict[Speaker, User], places: Places) -> Identity:
    return Identity(
        user=users.get(resident.number),
        key=name_key(resident.full_name, resident.birth_date),
        area=places.area(resident.ward),
        birth_year=resident.birth_date.year,
        way=Identity.Way.CENSUS if resident.number < PEOPLE else Identity.Way.DESK,
        second_way=SecondWay.DESK if resident.number < PEOPLE else "",
    )


# The newcomer whom a visitor of the demo verifies: told on the demo desk.
ERIN = ("Erin Mac an Bhaird", date(1991, 3, 14), "QM5 2LS", "saltmarsh")


def _register(everyone: list[Resident], places: Places, officer: User) -> None:
    """The council's register: all residents, and Erin, who is not verified yet."""
    people = [(p.full_name, p.birth_date, p.postcode, p.ward) for p in everyone] + [ERIN]
    upload = CensusUpload.objects.create(uploaded_by=officer, rows=len(people))
    replace_register(
        upload,
        [
            Row(
                key=entry_key(name, born, postcode),
                name_key=name_key(name, born),
                household_key=household_key(born, postcode),
                area_id=places.area(ward).pk,
                birth_year=born.year,
            )
            for name, born, postcode, ward in people
        ],
    )
