"""Addresses, questions and posts that nobody's page would send: not found or refused, never broken."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.abuse.contents import contents
from tests.abuse.lines import LINES, NUL, QUESTIONS
from tests.cms.backoffice.test_doors import all_doors, example
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db

TOO_BIG = ("9223372036854775808", "9" * 25)
LISTS = ("/search/", "/proposals/", "/polls/", "/processes/", "/campaigns/", "/areas/")
OF_OFFICE = ("/admin/proposals/", "/admin/audit-log/", "/admin/polls/", "/admin/processes/", "/admin/pots/")
# Asked of every list at once, whether it knows the question or not.
ASKED = ("q", "p", "page", "sort", "status", "area", "category", "process", "near", "view", "limit", "offset")


def ours() -> list[str]:
    """Patterns of our own addresses."""
    return [
        pattern
        for pattern, name in all_doors(get_resolver())
        if pattern.isascii() and "logout" not in name and not pattern.startswith("admin/login")
    ]


def statuses(client: Client, addresses: list[str]) -> dict[str, int]:
    """What broke, by address."""
    client.raise_request_exception = False
    answers = {address: client.get(address).status_code for address in addresses}
    return {address: code for address, code in answers.items() if code >= 500}


def test_numbers_that_no_column_holds_are_not_found(carol, log_in):
    numbered = [pattern for pattern in ours() if "<int:" in pattern]
    assert len(numbered) > 50
    tried = [example(re.sub(r"<int:\w+>", big, pattern)) for pattern in numbered for big in TOO_BIG]
    assert all("9" * 6 in address for address in tried) or any("9" * 10 in address for address in tried)
    assert statuses(log_in(carol), tried) == {}


@pytest.mark.parametrize("who", ["visitor", "carol"])
def test_questions_of_lists_find_nothing_and_break_nothing(who, request, log_in):
    ProposalFactory()
    client = Client() if who == "visitor" else log_in(request.getfixturevalue(who))
    client.raise_request_exception = False
    lines = [*QUESTIONS.values(), NUL, LINES["breaking out"], "9" * 30, "-1", "w" * 3000]
    for address in LISTS if who == "visitor" else OF_OFFICE:
        for line in lines:
            answer = client.get(address, dict.fromkeys(ASKED, line))
            assert answer.status_code < 500, f"{address} broke at {line[:40]!r}"


def test_visitor_posts_to_every_address_and_changes_nothing():
    client = Client(raise_request_exception=False)
    before, broken = contents(), {}
    for pattern in ours():
        with transaction.atomic():
            code = client.post(example(pattern), {"text": "words", "pk": "1"}).status_code
        if code >= 500:
            broken[pattern] = code
    assert broken == {}
    assert {name for name, rows in contents().items() if before.get(name) != rows} == set()
