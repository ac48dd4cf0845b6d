"""Speaking to people by name: who can be meant, and that a reference, not the name, is kept."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from participation.debate.actions import edit_comment, write_comment
from participation.debate.mentions import UnclearMentionError, readable
from participation.models import Comment, Notice
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return ProposalFactory(author=UserFactory(display_name="Rosa Abiola"))


def speaker(proposal, name: str):
    return CommentFactory(thread=proposal.thread, author=UserFactory(display_name=name)).author


def events_of(person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("event", flat=True))


def test_mention_is_a_reference_that_follows_the_name(client, alice, proposal):
    comment = write_comment(author=alice, thread=proposal.thread, text="Well said, @rosa abiola!")
    assert "Rosa" not in comment.text
    proposal.author.display_name = "Rosa <i>Bright</i>"
    proposal.author.save()
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Well said, @Rosa &lt;i&gt;Bright&lt;/i&gt;!" in page
    assert events_of(proposal.author) == ["comment-mention"]


def test_name_goes_with_the_person(client, alice, proposal):
    guest = speaker(proposal, "Tom Brandt")
    comment = write_comment(author=alice, thread=proposal.thread, text="@Tom Brandt is right")
    guest.delete()
    assert readable(Comment.objects.get(pk=comment.pk)) == "@former resident is right"


def test_only_people_who_take_part_are_meant(alice, proposal):
    stranger = UserFactory(display_name="Zoe")
    comment = write_comment(author=alice, thread=proposal.thread, text="@Zoe and a@rosa abiola.example")
    assert comment.text == "@Zoe and a@rosa abiola.example"
    assert events_of(stranger) == []


def test_longest_name_wins_and_parts_of_words_do_not(alice, proposal):
    tom, tomas = speaker(proposal, "Tom"), speaker(proposal, "Tom Brandt")
    comment = write_comment(author=alice, thread=proposal.thread, text="@Tom Brandt, @Tomorrow, @Tom.")
    assert comment.text == f"@[{tomas.pk}], @Tomorrow, @[{tom.pk}]."


def test_typed_reference_is_only_words(alice, proposal):
    comment = write_comment(author=alice, thread=proposal.thread, text=f"@[{proposal.author.pk}] hello")
    assert not comment.mentions.exists()
    assert "Rosa" not in readable(comment)


def test_unclear_name_is_asked_about(log_in, alice, proposal):
    one, other = speaker(proposal, "Sam"), speaker(proposal, "sam")
    with pytest.raises(UnclearMentionError):
        write_comment(author=alice, thread=proposal.thread, text="@Sam?")
    client, address = log_in(alice), f"/threads/{proposal.thread_id}/comments/"
    answer = client.post(address, {"stance": "for", "text": "What says @Sam?"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "What says @Sam?" in page
    assert f'name="meant:sam" value="{other.pk}"' in page
    client.post(address, {"stance": "for", "text": "What says @Sam?", "meant:sam": other.pk})
    assert (events_of(one), events_of(other)) == ([], ["comment-mention"])
    client.post(address, {"stance": "for", "text": "Just @Sam", "meant:sam": ""})
    assert Comment.objects.filter(text="Just @Sam").exists()


@pytest.mark.parametrize("value", ["999999", "x", "9" * 5000, "-1"])
def test_chosen_nonsense_mentions_nobody(log_in, alice, proposal, value):
    speaker(proposal, "Sam"), speaker(proposal, "Sam")
    data = {"stance": "for", "text": "What says @Sam?", "meant:sam": value}
    answer = log_in(alice).post(f"/threads/{proposal.thread_id}/comments/", data)
    assert answer.status_code in (302, 422)
    assert not Notice.objects.exists()


def test_five_people_are_the_most(alice, proposal):
    names = [speaker(proposal, f"Person{number}").display_name for number in range(6)]
    with pytest.raises(ValidationError, match="up to 5"):
        write_comment(author=alice, thread=proposal.thread, text=" ".join(f"@{name}" for name in names))
    write_comment(author=alice, thread=proposal.thread, text=" ".join(f"@{name}" for name in names[:5]))


def test_change_tells_only_who_is_new(alice, proposal):
    tom = speaker(proposal, "Tom")
    comment = write_comment(author=alice, thread=proposal.thread, text="@Rosa Abiola hello")
    edit_comment(author=alice, comment=comment, text="@Rosa Abiola and @Tom hello")
    assert (events_of(proposal.author), events_of(tom)) == (["comment-mention"], ["comment-mention"])


def test_reply_tells_the_author_it_answers_once(alice, proposal):
    parent = CommentFactory(thread=proposal.thread, author=UserFactory(display_name="Tom"))
    write_comment(author=alice, thread=proposal.thread, text="I agree.", parent=parent)
    assert events_of(parent.author) == ["comment-reply"]
    write_comment(author=alice, thread=proposal.thread, text="@Tom, really.", parent=parent)
    assert sorted(events_of(parent.author)) == ["comment-mention", "comment-reply"]


def test_nobody_is_told_of_their_own_words(alice, proposal):
    own = write_comment(author=alice, thread=proposal.thread, text="First")
    write_comment(author=alice, thread=proposal.thread, text="@Alice again", parent=own)
    assert events_of(alice) == []


def test_notice_can_be_read(log_in, alice, charlie, proposal):
    parent = CommentFactory(thread=proposal.thread, author=charlie)
    write_comment(author=alice, thread=proposal.thread, text="I agree.", parent=parent)
    assert "replied to you" in log_in(charlie).get("/me/notices/").content.decode()


def test_suggestions_are_people_of_the_thread_by_the_start_of_their_name(log_in, alice, proposal):
    speaker(proposal, "Ron"), speaker(proposal, "Tom")
    UserFactory(display_name="Roberta")
    address = f"/threads/{proposal.thread_id}/people/?q=ro"
    found = log_in(alice).get(address).json()["people"]
    assert [each["name"] for each in found] == ["Ron", "Rosa Abiola"]
    assert found[1]["note"] == "who began this"


def test_suggestions_are_for_people_who_are_logged_in(proposal):
    assert Client().get(f"/threads/{proposal.thread_id}/people/?q=ro").status_code == 404
