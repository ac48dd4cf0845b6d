"""Pages of statements: all of a poll, one with its discussion, adding one, and a person's own answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.rules import is_active
from participation.debate.discussion import discussion
from participation.votes import actions, rules
from participation.votes.browse import browse
from participation.votes.forms import StatementForm
from participation.votes.models import Answer, Poll, Statement
from participation.votes.page import own_vote, poll_facts
from participation.votes.results import statement_results, tally_topic
from participation.votes.seen import poll_or_404, statement_or_404, to_log_in, voted
from participation.votes.similar import similar_statements
from participation.votes.tallies import numbers_of

ANSWERS = {"agree": Answer.Value.AGREE, "disagree": Answer.Value.DISAGREE, "pass": Answer.Value.PASS}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every statement of a poll, to search and sort; a post adds one."""
    poll = _of_statements(request, pk)
    if request.method == "POST":
        return _add(request, poll)
    facts = browse(poll, own_vote(request.user, poll), request.GET)
    return render(request, "participation/statement_list.html", facts)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def statement_page(request: HttpRequest, pk: int, statement_pk: int) -> HttpResponse:
    """One statement with its discussion; a post answers it."""
    poll = _of_statements(request, pk)
    statement = statement_or_404(request, poll, statement_pk)
    if request.method == "POST":
        return _answer(request, poll, statement)
    vote = own_vote(request.user, poll)
    facts = {
        "poll": poll,
        "statement": statement,
        "author": _author(statement),
        "sides": _sides(),
        "chosen": vote.answers.filter(statement=statement).values_list("value", flat=True).first()
        if vote is not None
        else None,
        "refusal": rules.vote_refusal(request.user, poll),
        "shown": statement.hidden_at is None and not statement.held,
        "address": request.build_absolute_uri(statement.get_absolute_url()),
        "discussion": discussion(
            request, statement.thread, rules.statement_comment_refusal(request.user, statement)
        ),
        "comments_open": poll.state == "now",
    }
    if rules.may_see_results(poll, vote is not None):
        topic = tally_topic(poll, vote is not None)
        results = statement_results([statement], numbers_of(poll), topic)
        facts |= {"result": results["statements"][0], "results": results, "live": [topic]}
    return render(request, "participation/statement.html", facts)


@never_cache
@require_safe
def my_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What this person answered so far, each to be changed until the poll closes."""
    poll = _of_statements(request, pk)
    if not is_active(request.user):
        return redirect_to_login(request.get_full_path())
    vote = own_vote(request.user, poll)
    given = dict(vote.answers.values_list("statement", "value")) if vote is not None else {}
    rows = [
        {"statement": statement, "answer": given[statement.pk]}
        for statement in poll.statements.shown()
        if statement.pk in given
    ]
    refusal = rules.vote_refusal(request.user, poll)
    facts = {"poll": poll, "rows": rows, "sides": _sides(), "refusal": refusal}
    return render(request, "participation/my_answers.html", facts)


def _answer(request: HttpRequest, poll: Any, statement: Statement) -> HttpResponse:
    """Takes one answer and leads to the next statement, or back to where it was given."""
    if not request.user.is_authenticated:
        return to_log_in(request, poll.get_absolute_url())
    value = ANSWERS.get(request.POST.get("answer", ""))
    if value is None:
        raise Http404
    is_first = own_vote(request.user, poll) is None
    try:
        actions.answer_statement(user=request.user, statement=statement, value=value)
    except PermissionDenied as refused:
        if not request.htmx:
            messages.error(request, str(refused))
    if request.POST.get("from") == "answers":
        return redirect("my_answers", pk=poll.pk)
    if request.POST.get("from") == "statement":
        return redirect(f"{statement.get_absolute_url()}#your-answer")
    return voted(request, poll, is_first=is_first)


def _add(request: HttpRequest, poll: Any) -> HttpResponse:
    """Adds a statement of this person; what is wrong with it, or like it, stands beside it."""
    if not request.user.is_authenticated:
        return redirect_to_login(poll.get_absolute_url())
    form = StatementForm(request.POST)
    alike: list[Statement] = []
    if form.is_valid():
        text = form.cleaned_data["text"]
        if request.POST.get("anyway") != "yes" and not rules.add_refusal(request.user, poll):
            alike = similar_statements(poll, text)
        if not alike and _added(request, poll, form, text):
            return redirect(f"{poll.get_absolute_url()}#your-vote")
    facts = poll_facts(request, poll, adding=form) | {"alike": alike}
    return render(request, "participation/poll.html", facts, status=422)


def _added(request: HttpRequest, poll: Any, form: StatementForm, text: str) -> bool:
    """False when the form now says what is wrong; a refusal is said on top of the next page."""
    try:
        statement = actions.add_statement(author=request.user, poll=poll, text=text)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return True
    except ValidationError as wrong:
        form.add_error("text" if "text" in getattr(wrong, "error_dict", ()) else None, wrong.messages)
        return False
    messages.success(
        request,
        _("Thank you. The council’s staff look at your statement first; then everyone can answer it.")
        if statement.held
        else _("Your statement is added. Others can answer it now."),
    )
    return True


def _of_statements(request: HttpRequest, pk: int) -> Any:
    poll = poll_or_404(request, pk)
    if poll.kind != Poll.Kind.STATEMENTS:
        raise Http404
    return poll


def _sides() -> list[dict[str, Any]]:
    return [{"name": name, "value": value, "label": value.label} for name, value in ANSWERS.items()]


def _author(statement: Statement) -> str:
    """The council's are without an author, and so are those of people who left."""
    return str(statement.author) if statement.author is not None else ""
