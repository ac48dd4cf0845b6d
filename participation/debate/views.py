"""Writing a comment or a reply, its lasting address, its earlier versions, and what readers say of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.accounts.held_words import forget_held, hold, typed_words
from participation.accounts.pace import is_newcomer
from participation.accounts.rules import is_active
from participation.debate import rules
from participation.debate.actions import vote_helpful, write_comment
from participation.debate.discussion import author_of, branch, branches
from participation.debate.forms import CommentForm, ReplyForm
from participation.debate.history import history
from participation.debate.mentions import readable
from participation.debate.models import Comment, Thread
from participation.debate.names import choices_of, meant_in, suggestions
from participation.debate.order import order_asked
from participation.debate.places import address_of
from participation.debate.seen import comment_or_404
from participation.limits.trap import fell_in

LONGEST_NUMBER = 18


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a comment, or with ?parent= a reply. What was typed is never lost, whatever is wrong with it."""
    thread = get_object_or_404(Thread, pk=pk)
    if not rules.may_see_thread(request.user, thread):
        raise Http404
    parent = _parent(request, thread)
    if not is_active(request.user) and (request.method != "POST" or hold(request, CommentForm.Meta.fields)):
        return redirect_to_login(request.get_full_path())
    kind, thing = rules.owner_of(thread)
    form = (ReplyForm if parent else CommentForm)(
        typed_words(request), initial=_stance(request), trap=is_newcomer(request.user)
    )
    page = {"form": form, "thread": thread, "parent": parent, "title": kind.title(thing)}
    if parent is not None:
        page |= {"parent_author": author_of(parent), "parent_text": readable(parent)}
    page |= {"address": kind.address(thing), "refusal": rules.comment_refusal(request.user, thread)}
    if request.method == "POST" and form.is_valid() and _written(request, page):
        return redirect(page["comment"])
    return render(request, "participation/comment_new.html", page, status=_status(request, page))


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a comment: leads to its place in the discussion."""
    found = comment_or_404(request.user, pk)
    kind, thing = rules.owner_of(found.thread)
    if found.held_at is not None:
        return redirect(f"{kind.address(thing)}#write")
    return redirect(address_of(found, kind.address(thing), order_asked(request.GET.get("sort"))))


@require_safe
def comment_replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was answered to one comment, with what the comment itself answers."""
    found = comment_or_404(request.user, pk)
    kind, thing = rules.owner_of(found.thread)
    refusal = rules.comment_refusal(request.user, found.thread)
    page = branch(request, found, refusal)
    page |= {"title": kind.title(thing), "address": kind.address(thing)}
    return render(request, "participation/comment_replies.html", page)


@require_safe
def comment_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a comment said before, and what was changed."""
    found = comment_or_404(request.user, pk)
    kind, thing = rules.owner_of(found.thread)
    page = {"comment": found, "author": author_of(found), "changes": history(found)}
    page |= {"title": kind.title(thing), "address": kind.address(thing)}
    return render(request, "participation/comment_history.html", page)


@require_POST
def comment_helpful(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a vote on a comment ("yes", "no", or neither to take it back), then go back to the comment."""
    found = comment_or_404(request.user, pk)
    if not is_active(request.user) and not request.htmx:
        return redirect_to_login(found.get_absolute_url())
    helpful = {"yes": True, "no": False}.get(request.POST.get("helpful", ""))
    try:
        vote_helpful(person=request.user, comment=found, helpful=helpful)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    if request.htmx:
        refusal = rules.comment_refusal(request.user, found.thread)
        one = branches(request.user, [comment_or_404(request.user, pk)], refusal)[pk]
        return render(request, "participation/talk_helpful.html", {"comment": one})
    return redirect(_back(request, found))


@never_cache
@require_safe
def people(request: HttpRequest, pk: int) -> JsonResponse:
    """Who may be mentioned in a discussion and has a name that begins with ?q=."""
    thread = get_object_or_404(Thread, pk=pk)
    if not is_active(request.user) or not rules.may_see_thread(request.user, thread):
        raise Http404
    return JsonResponse({"people": suggestions(thread, request.GET.get("q", ""), request.user)})


def _back(request: HttpRequest, comment: Comment) -> str:
    """Where the reader was, at the comment."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return comment.get_absolute_url()
    return f"{back.split('#')[0]}#comment-{comment.pk}"


def _written(request: HttpRequest, page: dict[str, Any]) -> bool:
    """Tries to write; a refusal or a mistake stands on the page, beside the words."""
    form, thread = page["form"], page["thread"]
    words = {name: form.cleaned_data[name] for name in form.Meta.fields}
    try:
        page["comment"] = write_comment(
            author=request.user,
            thread=thread,
            parent=page["parent"],
            meant=meant_in(request.POST),
            hold=fell_in(form, "comment"),
            **words,
        )
    except PermissionDenied as refused:
        page["refusal"] = str(refused)
        return False
    except ValidationError as wrong:
        form.add_error("text" if "text" in wrong.message_dict else None, wrong.messages)
        page["unclear"] = choices_of(wrong, thread)
        return False
    forget_held(request)
    if page["comment"].held_at is not None:
        messages.info(request, _("Thank you. A facilitator reads your comment first, then everyone can."))
    else:
        messages.success(request, _("Your comment is published."))
    return True


def _parent(request: HttpRequest, thread: Thread) -> Comment | None:
    asked = request.POST.get("parent") or request.GET.get("parent")
    if not asked:
        return None
    # No number of ours is longer, and Python refuses to read one of thousands of digits.
    if not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
        raise Http404
    return get_object_or_404(thread.comments.select_related("author").visible(), pk=int(asked))


def _stance(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("stance")
    return {"stance": asked} if asked in Comment.Stance.values else {}


def _status(request: HttpRequest, page: dict[str, Any]) -> int:
    if page["refusal"]:
        return 403
    return 422 if request.method == "POST" else 200
