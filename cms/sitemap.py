"""/sitemap.xml: the public pages and what residents made, for search engines."""

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from budgeting.crowdfunding.models import Campaign
from budgeting.rounds.models import Round
from participation.processes.models import Process
from participation.proposals.models import Proposal


class ProcessMap(Sitemap):
    def items(self):
        return Process.objects.published()


class ProposalMap(Sitemap):
    def items(self):
        return Proposal.objects.public().order_by("pk").only("pk", "title", "published_at")

    def lastmod(self, proposal):
        return proposal.published_at


class RoundMap(Sitemap):
    def items(self):
        return Round.objects.published().select_related("process").order_by("pk")


class CampaignMap(Sitemap):
    def items(self):
        return Campaign.objects.public().order_by("pk")


@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    maps = {
        "pages": PageSitemap(request),
        "processes": ProcessMap,
        "proposals": ProposalMap,
        "rounds": RoundMap,
        "campaigns": CampaignMap,
    }
    return views.sitemap(request, maps)
