"""Changing and taking back one's own comment."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.accounts.held_words import forget_held, hold_and_log_in, typed_words
from participation.accounts.rules import is_active
from participation.debate import rules
from participation.debate.actions import edit_comment, remove_comment
from participation.debate.forms import EditForm
from participation.debate.mentions import readable
from participation.debate.names import choices_of, meant_in
from participation.debate.seen import comment_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of one's own comment."""
    found = comment_or_404(request.user, pk)
    if not is_active(request.user):
        return hold_and_log_in(request, EditForm.Meta.fields)
    refusal = rules.edit_refusal(request.user, found)
    form = EditForm(typed_words(request), initial={"text": readable(found)})
    page = {"form": form, "comment": found, "thread": found.thread, "refusal": refusal}
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(
                author=request.user, comment=found, meant=meant_in(request.POST), **form.cleaned_data
            )
            forget_held(request)
            messages.success(request, _("Your comment is changed."))
            return redirect(found)
        except PermissionDenied as refused:
            page["refusal"] = str(refused)
        except ValidationError as wrong:
            form.add_error("text", wrong.messages)
            page["unclear"] = choices_of(wrong, found.thread)
    status = 403 if page["refusal"] else 422 if request.method == "POST" else 200
    return render(request, "participation/comment_edit.html", page, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take the words back."""
    found = comment_or_404(request.user, pk)
    if not is_active(request.user):
        return redirect_to_login(request.get_full_path())
    kind, thing = rules.owner_of(found.thread)
    page = {"comment": found, "text": readable(found), "refusal": rules.remove_refusal(request.user, found)}
    if request.method == "POST":
        try:
            remove_comment(author=request.user, comment=found)
        except PermissionDenied as refused:
            page["refusal"] = str(refused)
        else:
            messages.success(request, _("Your comment is removed."))
            return redirect(f"{kind.address(thing)}#discussion")
    return render(request, "participation/comment_remove.html", page, status=403 if page["refusal"] else 200)
