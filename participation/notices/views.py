"""The page of a person's notices, and the buttons that follow a thing or stop."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.accounts.buttons import log_in_first
from participation.accounts.pace import count_act_of
from participation.accounts.rules import part_refusal
from participation.kinds import registry
from participation.limits.table import FOLLOWS
from participation.notices import actions
from participation.notices.due import KEPT_DAYS
from participation.notices.models import Notice
from participation.notices.reading import lines

PER_PAGE = 25


@never_cache
@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Unread first, then newest first."""
    own = Notice.objects.filter(person=request.user).unread_first().select_related("actor")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "lines": lines(page.object_list, request.user), "kept_days": KEPT_DAYS}
    return render(request, "participation/notice_list.html", facts)


@log_in_first
@require_POST
def notices_read(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one as read, or all."""
    actions.mark_read(user=request.user, notice=pk)
    return redirect("notice_list")


@log_in_first
@require_POST
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, thing = _thing_or_404(request.user, kind, pk)
    # Here, because writing something also follows it, without a press of this button.
    count_act_of(request.user, FOLLOWS)
    actions.follow(user=request.user, thing=thing)
    messages.success(request, _("You follow this now. News of it comes to your notices."))
    return redirect(its_kind.address(thing))


@log_in_first
@require_POST
def unfollow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    its_kind, thing = _thing_or_404(request.user, kind, pk)
    actions.unfollow(user=request.user, thing=thing)
    messages.success(request, _("You do not follow this any more."))
    return redirect(its_kind.address(thing))


def _thing_or_404(user: Any, key: str, pk: int) -> tuple[registry.Kind, Any]:
    kind = registry.kind(key)
    if kind is None or not kind.followable:
        raise Http404
    thing = next(iter(registry.read_many(kind, [pk])), None)
    if thing is None or not kind.may_see(user, thing):
        raise Http404
    if refusal := part_refusal(user):
        raise PermissionDenied(refusal)
    return kind, thing
