"""Campaigns in the back office: the list, the form of a new one, its screen and its news."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from budgeting.crowdfunding.actions import create_campaign, declare_connected, post_update, review_campaign
from budgeting.crowdfunding.models import Campaign
from budgeting.crowdfunding.page import state_words
from budgeting.crowdfunding.rules import connect_refusal, may_manage, review_refusal
from cms.backoffice.acts import Act, ActView, desk_acts
from cms.backoffice.campaign_form import CampaignForm, ConnectedForm, NewsForm, ReviewForm
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet, CreateView
from participation.clock import database_now
from participation.money import format_money


def desk_address(pk: int) -> str:
    return reverse("campaigns:desk", args=[pk])


class CampaignIndexView(IndexView):
    def get_base_queryset(self):
        return Campaign.objects.with_money().order_by("-end", "-pk")

    @cached_property
    def columns(self):
        now = database_now()
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda campaign: desk_address(campaign.pk)),
            Column("state", label=_("State"), accessor=lambda campaign: state_words(campaign, now)[0]),
            Column("promised", label=_("Pledged"), accessor=lambda each: _money(each, each.promised)),
            Column(
                "followed", label=_("Added by the council"), accessor=lambda each: _money(each, each.followed)
            ),
            Column("target", label=_("Target"), accessor=lambda each: _money(each, each.target)),
            Column("end", label=_("Ends")),
        ]


def _money(campaign: Campaign, amount: int) -> str:
    return format_money(amount, campaign.currency)


class CampaignCreateView(CreateView):
    def get_success_url(self):
        return desk_address(self.object.pk)


class CampaignDesk(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One campaign: how it stands, its news, and what can be done with it now."""

    model = Campaign
    any_permission_required = ["view"]
    template_name = "cms/backoffice/campaign.html"
    header_icon = "group"

    def get_context_data(self, **kwargs):
        campaigns = Campaign.objects.with_money().select_related("set_up_by", "reviewed_by")
        self.campaign = get_object_or_404(campaigns, pk=self.kwargs["pk"])
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "campaign": self.campaign,
            "state": state_words(self.campaign, database_now())[0],
            "updates": self.campaign.updates.all(),
            "acts": desk_acts(ACTS, self.request.user, self.campaign, "campaigns:act"),
        }

    def get_page_title(self):
        return str(self.campaign)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("campaigns:index"), "label": _("Campaigns")},
            {"url": "", "label": str(self.campaign)},
        ]


def _post(actor, campaign, data) -> str:
    post_update(actor=actor, campaign=campaign, **data)
    return _("“%(title)s” stands on the page of the campaign.") % {"title": data["title"]}


def _review(actor, campaign, data) -> str:
    review_campaign(actor=actor, campaign=campaign, **data)
    return _("Reviewed. From its start on everyone sees it.")


def _connect(actor, campaign, data) -> str:
    declare_connected(actor=actor, campaign=campaign, **data)
    return _("Declared. The council adds nothing to their pledges any more.")


ACTS = {
    "review": Act(
        label=gettext_lazy("Review it"),
        explanation=gettext_lazy(
            "Nobody but the council sees it before. Make sure that the group exists and that the money is "
            "for it."
        ),
        icon="check",
        may=lambda user, campaign, now: not review_refusal(user, campaign),
        perform=_review,
        form=ReviewForm,
    ),
    "connected": Act(
        label=gettext_lazy("Declare who is connected"),
        explanation=gettext_lazy(
            "People of the group, their families and partners. What the council added to their pledges goes "
            "back, and they do not count as backers for it."
        ),
        icon="group",
        may=lambda user, campaign, now: may_manage(user) and not connect_refusal(campaign),
        perform=_connect,
        form=ConnectedForm,
    ),
    "news": Act(
        label=gettext_lazy("Post an update"),
        explanation=gettext_lazy("Everyone reads it on the page of the campaign."),
        icon="edit",
        may=lambda user, campaign, now: may_manage(user),
        perform=_post,
        form=NewsForm,
    ),
}


class CampaignActView(ActView):
    acts = ACTS

    def get_thing(self):
        return get_object_or_404(Campaign, pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)


class CampaignViewSet(ActionViewSet):
    model = Campaign
    name = "campaigns"
    icon = "group"
    menu_label = gettext_lazy("Campaigns")
    form_class = CampaignForm
    index_view_class = CampaignIndexView
    add_view_class = CampaignCreateView
    search_fields = ["title", "purpose"]

    def create(self, request, form, thing):
        return create_campaign(actor=request.user, **form.words())

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", CampaignDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", CampaignActView.as_view(), name="act"),
        ]


policy = RulesPolicy(Campaign, view=may_look, add=may_manage)
viewset = CampaignViewSet()
