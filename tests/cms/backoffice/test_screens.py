"""Every screen of the back office says at its head which one it is."""

import pytest
from django.urls import get_resolver, reverse

from tests.cms.backoffice.test_doors import all_doors

pytestmark = pytest.mark.django_db


def screens() -> list[str]:
    """Addresses below /admin/ that name no single thing."""
    # Wagtail's own test of a broken page is left out.
    addresses = (
        "/" + pattern.lstrip("^") for pattern, name in all_doors(get_resolver()) if "error" not in name
    )
    return [each for each in addresses if each.startswith("/admin/") and not set(each) & set("<(^$?\\")]


def heads(client, addresses: list[str]) -> dict[str, str]:
    """The last name on the trail above each screen that is shown to this person."""
    home, found = reverse("wagtailadmin_home"), {}
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and (trail := (answer.context or {}).get("breadcrumbs_items")):
            found[address] = "" if address != home and trail[-1]["url"] == home else str(trail[-1]["label"])
    return found


def test_each_screen_ends_its_trail_with_its_own_name(bob, carol, fiona, log_in):
    addresses = screens()
    found = {
        address: name
        for each in (bob, carol, fiona)
        for address, name in heads(log_in(each), addresses).items()
    }
    assert len(found) > 10
    assert [address for address, name in found.items() if not name] == []
