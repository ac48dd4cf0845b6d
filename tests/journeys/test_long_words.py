"""A name of sixty letters and a comment that is one word widen no page, for nobody."""

import pytest
from django.urls import reverse

from participation.debate.actions import remove_comment, write_comment
from participation.models import Proposal, User
from tests.journeys.people import SITE, Household

pytestmark = pytest.mark.journey
WIDTHS = (320, 1280)


@pytest.fixture
def shouting(town):
    """A page on which someone with such a name wrote such a comment; both go afterwards."""
    proposal = Proposal.objects.published().exclude(thread__comments=None).first()
    author = User.objects.get(email=f"ravi@{SITE}")
    name, author.display_name = author.display_name, "W" * 60
    author.save(update_fields=["display_name"])
    comment = write_comment(author=author, thread=proposal.thread, text="X" * 1900)
    yield proposal
    remove_comment(author=author, comment=comment)
    User.objects.filter(pk=author.pk).update(display_name=name)


@pytest.mark.parametrize("width", WIDTHS)
def test_long_words_stay_inside_the_page(width, household: Household, shouting):
    reader = household.visitor()
    reader.page.set_viewport_size({"width": width, "height": 740})
    for address in (shouting.get_absolute_url(), f"{reverse('proposal_list_all')}?view=table"):
        reader.go(address)
        body = "document.documentElement"
        assert reader.page.evaluate(f"{body}.scrollWidth == {body}.clientWidth"), address
    text = "[...document.querySelectorAll('.talk__side')].every(one => one.scrollWidth <= one.clientWidth)"
    reader.go(shouting.get_absolute_url())
    assert reader.page.evaluate(text)
