"""A project's money in the back office: asked for, decided by another person, given up by two officers."""

import pytest
from django.urls import reverse

from budgeting.models import Consent, MoneyRequest, Undelivered
from tests.factories.delivery import certified_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    return certified_round().projects.get(number=1)


def desk(project) -> str:
    return f"/admin/building/{project.pk}/"


def ask(client, project, act="more-money", **sent):
    return client.post(f"{desk(project)}do/{act}/", {"amount": "£50", "reason": "Steel is dearer.", **sent})


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def test_officer_asks_and_finance_approves(carol, fiona, log_in, project, client):
    officer, finance = log_in(carol), log_in(fiona)
    assert ask(officer, project).status_code == 302
    request = MoneyRequest.objects.get()
    assert "Waits for another person of finance" in read(officer, desk(project))
    assert f"request about money waits for your decision: {project}" in read(finance, "/admin/")
    grant = f"/admin/building/money/{request.pk}/do/grant/"
    assert f'href="{grant}"' in read(finance, desk(project))

    assert finance.post(grant).status_code == 302

    assert "approved by Fiona" in read(officer, desk(project))
    assert "waits for your decision" not in read(finance, "/admin/")
    page = reverse("built_project", args=[project.round.process.slug, project.number])
    assert "£0 of £150 is spent" in read(client, page)


def test_finance_refuses_with_a_reason_for_everyone(carol, fiona, log_in, project, client):
    ask(log_in(carol), project)
    request = MoneyRequest.objects.get()
    log_in(fiona).post(f"/admin/building/money/{request.pk}/do/refuse/", {"reason": "Use less steel."})

    page = reverse("built_project", args=[project.round.process.slug, project.number])
    assert "Use less steel." in read(client, page)


def test_amount_that_the_pot_does_not_have_is_refused_beside_its_field(carol, log_in, project):
    shown = ask(log_in(carol), project, amount="£701").content.decode()
    assert "has £700 free, so it cannot give this much" in shown
    assert not MoneyRequest.objects.exists()


def test_books_are_closed_and_then_nothing_can_be_asked_for(carol, fiona, log_in, project):
    officer = log_in(carol)
    assert "Close its books" in read(officer, desk(project))
    ask(officer, project, act="close", amount="£80")
    request = MoneyRequest.objects.get()
    log_in(fiona).post(f"/admin/building/money/{request.pk}/do/grant/")

    shown = read(officer, desk(project))
    assert "£80 of £100 spent" in shown
    assert "Close its books" not in shown
    assert "Ask for more money" not in shown


def test_second_officer_agrees_on_the_desk_of_the_round(carol, dave, log_in, project):
    log_in(carol).post(f"{desk(project)}do/give-up/", {"reason": "The land slid."})
    consent = Consent.objects.get()
    second = f"/admin/rounds/{project.round_id}/second/{consent.pk}/"
    colleague = log_in(dave)
    for screen in (desk(project), "/admin/"):
        assert f'href="{second}"' in read(colleague, screen)
    assert "won and cannot be built" in read(colleague, second)

    colleague.post(second, {})

    assert Undelivered.objects.get().project == project
    assert "It cannot be built." in read(colleague, desk(project))


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "fiona", "audrey"])
def test_nobody_but_officers_asks_or_gives_up(request, log_in, project, who):
    client = log_in(request.getfixturevalue(who))
    for act in ("more-money", "close", "give-up"):
        ask(client, project, act=act)
    assert not MoneyRequest.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "carol", "dave", "audrey"])
def test_nobody_but_finance_decides(request, carol, log_in, project, who):
    ask(log_in(carol), project)
    pk = MoneyRequest.objects.get().pk
    client = log_in(request.getfixturevalue(who))
    for act in ("grant", "refuse"):
        client.post(f"/admin/building/money/{pk}/do/{act}/", {"reason": "Mine."})
    assert MoneyRequest.objects.get().decided_at is None
