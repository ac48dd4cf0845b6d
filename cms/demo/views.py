"""The page that shows a newcomer the demo's log-ins and mail; it exists on a demo alone."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.demo.desk import is_demo, log_ins, mails, text_messages
from cms.demo.papers import on_the_desk
from cms.demo.pay.pages import CARDS

FORWARDED = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"}


@require_safe
@never_cache
def demo_desk(request):
    # Log-in codes are for who sits at this machine: whatever came through a proxy did not.
    if not is_demo() or FORWARDED & request.headers.keys():
        raise Http404
    facts = {"log_ins": log_ins(), "mails": mails(), "text_messages": text_messages()}
    facts["papers"] = on_the_desk()
    # With its own service alone: on a site that takes real money nobody is shown test cards.
    facts["card_service"] = settings.GOVUK_PAY_URL if settings.GOVUK_PAY_URL.startswith("http:") else ""
    facts["test_cards"] = [(number, words) for number, (words, _code) in CARDS.items()]
    return render(request, "cms/demo_desk.html", facts)
