"""The name that others see: it can be changed, and nobody can look like the council by it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from participation.accounts.actions import change_name
from participation.accounts.display_name import plain_name
from participation.clock import database_now
from tests.factories.talk import CommentFactory, ProposalFactory

COUNCIL_LIKE = (
    "Facilitator",
    "fаcilitаtor",
    "Harbour Council",
    "0fficer Dan",
    "Moderator2",
    "Adm1n",
    "C o u n c i l",
    "ＡＤＭＩＮ",
    "Áuditor",
    "council_officer",
    "admin\u200b",
    "Staff",
    "Former resident",
)
PEOPLE = (
    "Nell Quick",
    "Zoë",
    "Олена",
    "Γιώργος",
    "Olle Staff",
    "Nguyễn Thị Hoa",
    "王芳",
    "R2D2",
    "Ad Min",
)


@pytest.mark.parametrize("name", COUNCIL_LIKE)
def test_name_of_a_role_is_refused(name):
    with pytest.raises(ValidationError, match="works for the council"):
        plain_name(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_names_of_people_stay_as_they_are(name):
    assert plain_name(name) == name


def test_heap_of_marks_is_refused():
    with pytest.raises(ValidationError, match="plainer name"):
        plain_name("Z" + "\u0335\u0321\u0327\u0328" * 5)


@pytest.mark.django_db
def test_new_name_stands_beside_old_comments(alice, log_in):
    comment = CommentFactory(author=alice, thread=ProposalFactory().thread, text="I would sit there.")

    response = log_in(alice).post(reverse("change_name"), {"display_name": "  Alix \u202e Reed "})

    assert response.url == reverse("my_page")
    page = Client().get(comment.get_absolute_url(), follow=True).content.decode()
    assert "I would sit there." in page
    assert "Alix Reed" in page
    assert str(alice) not in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "…", "alice@example.org", "x" * 61, "Facilitator"])
def test_unfit_name_is_shown_again_and_changes_nothing(name, alice, log_in):
    response = log_in(alice).post(reverse("change_name"), {"display_name": name})

    assert response.status_code == 200
    assert response.context["form"].errors["display_name"]
    assert response.context["form"]["display_name"].value() == name
    before = alice.display_name
    alice.refresh_from_db()
    assert alice.display_name == before


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "bob", "carol", "fiona", "audrey", "charlie"])
def test_everyone_changes_their_own_name(who, request):
    person = request.getfixturevalue(who)

    change_name(actor=person, name="Robin")

    person.refresh_from_db()
    assert person.display_name == "Robin"


@pytest.mark.django_db
def test_page_asks_visitors_to_log_in():
    assert Client().post(reverse("change_name")).url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_paused_person_keeps_the_name_and_is_told_why(alice, log_in):
    alice.paused_until, alice.pause_reason = database_now() + timedelta(days=1), "Insults."
    alice.save()

    response = log_in(alice).post(reverse("change_name"), {"display_name": "Robin"})

    assert response.status_code == 403
    assert "Insults." in response.content.decode()
    with pytest.raises(PermissionDenied):
        change_name(actor=alice, name="Robin")
    alice.refresh_from_db()
    assert alice.display_name != "Robin"


@pytest.mark.django_db
def test_my_page_and_the_settings_lead_there(alice, log_in):
    client = log_in(alice)

    for page in ("my_page", "usersessions_list"):
        assert f'href="{reverse("change_name")}"' in client.get(reverse(page)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("real", "said"), [(False, "need not be your full name"), (True, "use their real names")]
)
def test_council_chooses_whether_names_are_real(alice, log_in, settings, real, said):
    settings.REAL_NAMES = real

    for client, page in ((Client(), "account_signup"), (log_in(alice), "change_name")):
        assert said in client.get(reverse(page)).content.decode()
