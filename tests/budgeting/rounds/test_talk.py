"""People talk about projects on the ballot."""

import pytest
from django.core.exceptions import PermissionDenied

from budgeting.models import Project
from budgeting.rounds.actions import add_project
from participation.debate.actions import write_comment
from participation.models import Comment
from tests.factories.rounds import ProjectFactory, RoundFactory, opened
from tests.factories.talk import close_phases
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    round = opened(RoundFactory(projects=1))
    return Project.objects.get(round=round)


def test_resident_speaks_about_a_project_and_is_read(log_in, client, alice, project):
    address = f"/threads/{project.thread_id}/comments/"
    log_in(alice).post(address, {"stance": "for", "text": "My class would use it."})
    page = client.get(project.get_absolute_url()).content.decode()
    assert "My class would use it." in page
    comment = Comment.objects.get()
    assert client.get(comment.get_absolute_url()).url == f"{project.get_absolute_url()}#comment-{comment.pk}"


def test_talk_ends_with_the_phases(alice, client, project):
    close_phases(project.round.process)
    with pytest.raises(PermissionDenied, match="closed"):
        write_comment(author=alice, thread=project.thread, text="Late")
    assert "The discussion is closed now." in client.get(project.get_absolute_url()).content.decode()


def test_talk_about_an_unpublished_round_is_for_nobody(alice, project):
    project.round.process.published_at = None
    project.round.process.save()
    with pytest.raises(PermissionDenied):
        write_comment(author=alice, thread=project.thread, text="Early")


def test_project_page_asks_the_same_for_1_and_30_comments(client, alice, project):
    write_comment(author=alice, thread=project.thread, text="One")
    client.get(project.get_absolute_url())
    before = queries_of(client, project.get_absolute_url())
    for _each in range(29):
        write_comment(author=alice, thread=project.thread, text="More")
    assert queries_of(client, project.get_absolute_url()) == before


def test_new_project_comes_with_its_talk(carol):
    carol.second_factor = True
    round = RoundFactory(projects=0)
    project = add_project(
        actor=carol, round=round, round_pot=round.pots.get(), title="A bench by the quay", cost=5_000
    )
    assert project.thread is not None


def test_page_of_a_project_without_talk_shows_none(client):
    project = ProjectFactory(thread=None, round_pot=RoundFactory(projects=1).pots.get())
    opened(project.round)
    page = client.get(project.get_absolute_url())
    assert page.status_code == 200
    assert 'id="discussion"' not in page.content.decode()
