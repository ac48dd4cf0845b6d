"""Comments, debates, polls, reports and what facilitators do to a discussion."""

from datetime import timedelta

from participation.clock import database_now
from tests.factories.polls import things

WORDS = {"stance": "for", "text": "Good for all of us."}
DEBATE = {"title": "What is the quay for?", "words": "Tell us."}


def slow() -> dict:
    until = database_now() + timedelta(days=1)
    return {"mode": "slow", "slow_minutes": 5, "mode_until": f"{until:%Y-%m-%dT%H:%M}", "reason": "Loud."}


ACTIONS = {
    "comment on a proposal": lambda w: (f"/threads/{w.proposal.thread_id}/comments/", WORDS),
    "reply": lambda w: (f"/threads/{w.proposal.thread_id}/comments/?parent={w.comment.pk}", WORDS),
    "say it helped": lambda w: (f"/comments/{w.comment.pk}/helpful/", {"helpful": "yes"}),
    "change a comment": lambda w: (f"/comments/{w.comment.pk}/edit/", {"text": "Otherwise."}),
    "take a comment back": lambda w: (f"/comments/{w.comment.pk}/remove/", {}),
    "report a comment": lambda w: (f"/report/comment/{w.comment.pk}/", {"reason": "abuse"}),
    "report a proposal": lambda w: (f"/report/proposal/{w.proposal.pk}/", {"reason": "abuse"}),
    "start a debate": lambda w: (f"/processes/{w.process.slug}/debates/new/", DEBATE),
    "comment in a debate": lambda w: (f"/threads/{w.debate.thread_id}/comments/", WORDS),
    "comment in a closed discussion": lambda w: (f"/threads/{w.closed.pk}/comments/", WORDS),
    "slow a discussion": lambda w: (f"/threads/{w.proposal.thread_id}/mode/", slow()),
    "close a discussion": lambda w: (
        f"/threads/{w.proposal.thread_id}/close/",
        {"summary": "All was said."},
    ),
    "open a discussion again": lambda w: (f"/threads/{w.closed.pk}/reopen/", {"reason": "There is news."}),
    "vote in a poll": lambda w: (f"/polls/{w.poll.pk}/vote/", {"option": things(w.poll)[0].pk}),
    "comment on a poll": lambda w: (f"/threads/{w.poll.thread_id}/comments/", WORDS),
    "answer a statement": lambda w: (things(w.cards)[0].get_absolute_url(), {"answer": "agree"}),
    "add a statement": lambda w: (
        f"/polls/{w.cards.pk}/statements/",
        {"text": "More trees on every street."},
    ),
}
