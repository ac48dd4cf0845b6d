"""Swaps a page's old tickets for a fresh one."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from participation.accounts.rules import is_active
from participation.live import tickets
from participation.live.socket import MOST_TICKETS


@never_cache
@require_GET
def fresh_ticket(request: HttpRequest) -> JsonResponse:
    """GET ?ticket=OLD[&ticket=OLD]: a ticket for the same topics and the person who is logged in now."""
    try:
        old = [
            tickets.read(text, max_age=tickets.RENEWABLE_FOR)
            for text in request.GET.getlist("ticket")[:MOST_TICKETS]
        ]
    except tickets.BadTicketError:
        return JsonResponse({"ticket": None}, status=403)
    user = request.user
    if not old or (user.is_authenticated and not is_active(user)):
        return JsonResponse({"ticket": None}, status=403)
    topics = [topic for ticket in old for topic in ticket.topics]
    return JsonResponse({"ticket": tickets.issue(topics, user.pk if user.is_authenticated else None)})
