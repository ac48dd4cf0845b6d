"""/sitemap.xml: the public pages and what residents made, for search engines."""

from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from budgeting.crowdfunding.models import Campaign
from budgeting.rounds.models import Round
from participation.debates.models import Debate
from participation.processes.models import Process
from participation.proposals.models import Proposal
from participation.votes.models import Poll


class PagesHere(PageSitemap):
    """Pages at the host that was asked, as everything else in the file; Wagtail writes its own site's."""

    def get_urls(self, *args, **kwargs):
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            url["location"] = self.request.build_absolute_uri(urlsplit(url["location"]).path)
        return urls


class ProcessMap(Sitemap):
    def items(self):
        return Process.objects.published()


class ProposalMap(Sitemap):
    def items(self):
        return Proposal.objects.public().order_by("pk").only("pk", "title", "published_at")

    def lastmod(self, proposal):
        return proposal.published_at


class DebateMap(Sitemap):
    def items(self):
        return Debate.objects.public().order_by("pk")


class PollMap(Sitemap):
    def items(self):
        return Poll.objects.public().order_by("pk")


class RoundMap(Sitemap):
    def items(self):
        return Round.objects.published().select_related("process").order_by("pk")


class CampaignMap(Sitemap):
    def items(self):
        return Campaign.objects.public().order_by("pk")


@cache_control(public=True, max_age=3600)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    maps = {
        "pages": PagesHere(request),
        "processes": ProcessMap,
        "proposals": ProposalMap,
        "debates": DebateMap,
        "polls": PollMap,
        "rounds": RoundMap,
        "campaigns": CampaignMap,
    }
    return views.sitemap(request, maps)
