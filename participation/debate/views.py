"""Writing a comment or a reply, and the lasting address of each comment."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts.rules import is_active
from participation.debate import rules
from participation.debate.actions import write_comment
from participation.debate.discussion import place_of
from participation.debate.forms import CommentForm, ReplyForm
from participation.debate.models import Comment, Thread

LONGEST_NUMBER = 18


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a comment, or with ?parent= a reply. What was typed is never lost, whatever is wrong with it."""
    thread = get_object_or_404(Thread, pk=pk)
    owner = rules.owner_of(thread)
    if owner is None or not owner[0].may_see(request.user, owner[1]):
        raise Http404
    if request.method != "POST" and not is_active(request.user):
        return redirect_to_login(request.get_full_path())
    parent = _parent(request, thread)
    form = (ReplyForm if parent else CommentForm)(request.POST or None, initial=_stance(request))
    page = {"form": form, "thread": thread, "parent": parent, "title": owner[0].title(owner[1])}
    page |= {"address": owner[0].address(owner[1]), "refusal": rules.comment_refusal(request.user, thread)}
    if request.method == "POST" and form.is_valid() and _written(request, page):
        return redirect(page["comment"])
    return render(request, "participation/comment_new.html", page, status=_status(request, page))


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a comment: leads to its place in the discussion."""
    found = get_object_or_404(Comment.objects.select_related("thread"), pk=pk)
    if not rules.may_see(request.user, found):
        raise Http404
    kind, thing = rules.owner_of(found.thread)
    page = place_of(found)
    query = f"?talk={page}" if page > 1 else ""
    return redirect(f"{kind.address(thing)}{query}#comment-{found.pk}")


def _written(request: HttpRequest, page: dict[str, Any]) -> bool:
    """Tries to write; a refusal or a mistake stands on the page, beside the words."""
    form = page["form"]
    try:
        page["comment"] = write_comment(
            author=request.user, thread=page["thread"], parent=page["parent"], **form.cleaned_data
        )
    except PermissionDenied as refused:
        page["refusal"] = str(refused)
        return False
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return False
    messages.success(request, _("Your comment is published."))
    return True


def _parent(request: HttpRequest, thread: Thread) -> Comment | None:
    asked = request.POST.get("parent") or request.GET.get("parent")
    if not asked:
        return None
    # No number of ours is longer, and Python refuses to read one of thousands of digits.
    if not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
        raise Http404
    return get_object_or_404(thread.comments.select_related("author").visible(), pk=int(asked), parent=None)


def _stance(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("stance")
    return {"stance": asked} if asked in Comment.Stance.values else {}


def _status(request: HttpRequest, page: dict[str, Any]) -> int:
    if page["refusal"]:
        return 403
    return 422 if request.method == "POST" else 200
