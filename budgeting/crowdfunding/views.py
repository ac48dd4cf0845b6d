"""Pages of campaigns, and the pledge form."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.actions import cancel_pledge, pledge
from budgeting.crowdfunding.forms import PledgeForm
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.own import own_facts
from budgeting.crowdfunding.page import facts, is_running, state_words
from budgeting.crowdfunding.payments.views import may_lead_to_card_page
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.debate.discussion import discussion
from participation.money import format_money


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every public campaign: the running ones first."""
    now = database_now()
    campaigns = sorted(Campaign.objects.public().with_money(), key=lambda each: _order(each, now))
    rows = [(campaign, *state_words(campaign, now)) for campaign in campaigns]
    running = [campaign for campaign in campaigns if is_running(campaign, now)]
    return render(request, "budgeting/campaign_list.html", {"rows": rows, "running": running})


def _order(campaign: Campaign, now: datetime) -> tuple[bool, datetime]:
    return not is_running(campaign, now), campaign.end


@require_safe
def campaign_page(request: HttpRequest, slug: str) -> HttpResponse:
    now = database_now()
    campaign = _seen(request, slug, now)
    page = facts(request.user, campaign, now)
    refusal = rules.comment_refusal(request.user, campaign, now)
    page["discussion"] = discussion(request, campaign.thread, refusal)
    return render(request, "budgeting/campaign.html", page)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pledge_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; a pledge in it is a promise, taken when this request arrived."""
    arrived_at = database_now()
    # With its accounts alone: what backers did is added up only for a page that shows it.
    campaign = _seen(
        request, slug, arrived_at, Campaign.objects.select_related("pledged", "matched", "collected")
    )
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    form = PledgeForm(request.POST or None, campaign=campaign, wished=request.GET.get("amount", ""))
    if request.method == "POST" and form.is_valid() and _pledged(request, campaign, form, arrived_at):
        return redirect(campaign)
    page = facts(request.user, _seen(request, slug, arrived_at), arrived_at)
    if page["refusal"] and request.method != "POST":
        return render(request, "budgeting/pledge_refused.html", page, status=403)
    return render(
        request, "budgeting/pledge.html", {**page, "form": form}, status=422 if form.errors else 200
    )


@never_cache
@may_lead_to_card_page
@require_safe
def own_pledges_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What this person promised to a campaign, how to pay it, and what can be taken back."""
    now = database_now()
    campaign = _seen(request, slug, now)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    page = {"campaign": campaign, **own_facts(request.user, campaign, now)}
    return render(request, "budgeting/own_pledges.html", page)


@never_cache
@require_POST
def cancel_pledge_view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    arrived_at = database_now()
    campaign = _seen(request, slug, arrived_at)
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("own_pledges", args=[slug]))
    identity = identity_of(request.user)
    pledge = get_object_or_404(Pledge, pk=pk, campaign=campaign, identity=identity, identity__isnull=False)
    try:
        cancel_pledge(pledge=pledge, identity=identity, arrived_at=arrived_at)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        amount = format_money(pledge.amount, campaign.currency)
        messages.success(request, _("Your pledge of %(amount)s is taken back.") % {"amount": amount})
    return redirect("own_pledges", slug)


def _pledged(request: HttpRequest, campaign: Campaign, form: PledgeForm, arrived_at: datetime) -> bool:
    cleaned = form.cleaned_data
    try:
        made = pledge(
            campaign=campaign,
            identity=identity_of(request.user),
            amount=cleaned["amount"],
            key=cleaned["key"],
            named=cleaned["named"],
            arrived_at=arrived_at,
        )
    except (PermissionDenied, ValidationError) as refused:
        form.add_error(None, getattr(refused, "messages", str(refused)))
        return False
    messages.success(request, _thanks(made, campaign.currency))
    return True


def _thanks(made: Pledge, currency: str) -> str:
    words = {"amount": format_money(made.amount, currency), "match": format_money(made.match, currency)}
    if made.match:
        return _("Your pledge of %(amount)s is in. The council adds %(match)s. Thank you.") % words
    return _("Your pledge of %(amount)s is in. Thank you.") % words


def _seen(
    request: HttpRequest, slug: str, now: datetime, campaigns: QuerySet[Campaign] | None = None
) -> Campaign:
    """The campaign with all that its pages show, or out of `campaigns`, which knows less; or 404."""
    shown = Campaign.objects.with_money().select_related("thread", "organiser", "match_fund__pot")
    campaign = get_object_or_404(shown if campaigns is None else campaigns, slug=slug)
    if not rules.may_see(request.user, campaign, now):
        raise Http404
    return campaign
