"""What other sites show of a campaign."""

from xml.etree import ElementTree

import pytest

from tests.factories.campaigns import CampaignFactory, pledged

pytestmark = pytest.mark.django_db


def test_badge_is_a_picture_without_script_that_every_site_may_show(client):
    campaign = CampaignFactory(title="Boats & <b>piers</b> for everyone who lives by the water")
    pledged(campaign, 5_000)

    answer = client.get(f"/campaigns/{campaign.slug}/badge.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=60" in answer["Cache-Control"]
    picture = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    names = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert names == {"svg", "title", "rect", "g", "text"}
    assert "£100 of £1,000" in answer.content.decode()
    bars = [element.get("width") for element in picture.iter() if element.get("height") == "14"]
    assert bars == ["288", "14", "14"]


def test_page_says_how_to_show_it_elsewhere_and_how_a_link_looks(client, settings):
    settings.BASE_URL = "https://town.example"
    campaign = CampaignFactory()

    words = client.get(campaign.get_absolute_url()).content.decode()

    address = f"https://town.example/campaigns/{campaign.slug}/"
    assert f'<meta property="og:url" content="{address}">' in words
    assert '<meta property="og:image" content="https://town.example/' in words
    assert f'&lt;img src="{address}badge.svg"' in words
    assert "no fee" in words
