"""What other sites show of a campaign: a badge that is one picture, and what a shared link looks like."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgeting.crowdfunding.models import Campaign
from participation.money import format_money

# Pixels.
WIDTH, BAR_WIDTH = 320, 288
# A title that is longer does not fit.
TITLE_SIGNS = 34
FRESH_FOR = 60


@dataclass(frozen=True)
class Shared:
    """A public campaign of `with_money()` as other sites show it; addresses are whole."""

    campaign: Campaign

    @property
    def address(self) -> str:
        return f"{settings.BASE_URL}{self.campaign.get_absolute_url()}"

    @property
    def image(self) -> str:
        """Its picture; without one the mark of the site."""
        picture = self.campaign.picture
        return f"{settings.BASE_URL}{picture.url if picture else static('icons/apple-touch-icon.png')}"

    @property
    def badge(self) -> str:
        return f"{settings.BASE_URL}{reverse('campaign_badge', args=[self.campaign.slug])}"

    @property
    def title(self) -> str:
        return Truncator(self.campaign.title).chars(TITLE_SIGNS)

    @property
    def site(self) -> str:
        return urlsplit(settings.BASE_URL).hostname or ""

    @property
    def words(self) -> str:
        return _("%(raised)s of %(target)s") % {
            "raised": format_money(self.campaign.promised + self.campaign.followed, self.campaign.currency),
            "target": format_money(self.campaign.target, self.campaign.currency),
        }

    @property
    def pledged_width(self) -> int:
        return self._width(self.campaign.promised)

    @property
    def matched_width(self) -> int:
        return self._width(self.campaign.promised + self.campaign.followed) - self.pledged_width

    @property
    def pledged_end(self) -> int:
        return (WIDTH - BAR_WIDTH) // 2 + self.pledged_width

    def _width(self, amount: int) -> int:
        return min(BAR_WIDTH, amount * BAR_WIDTH // self.campaign.target)


@require_safe
def campaign_badge(request: HttpRequest, slug: str) -> HttpResponse:
    """An SVG picture without script, for every site to show; at most a minute old."""
    campaign = get_object_or_404(Campaign.objects.public().with_money(), slug=slug)
    # Without the request: the same picture for everybody, whoever is logged in.
    picture = render_to_string("budgeting/badge.svg", {"shared": Shared(campaign)})
    answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
