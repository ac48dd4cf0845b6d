"""A council's colours must be readable; theme.css holds nothing but them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.models import Branding
from cms.style.contrast import ratio

pytestmark = pytest.mark.django_db


def test_faint_brand_is_refused_with_the_measured_ratio():
    branding = Branding(brand_light="#7FB8B0")
    with pytest.raises(ValidationError) as refused:
        branding.full_clean()
    measured = f"{int(ratio('#7FB8B0', '#F1EBE1') * 100) / 100:.2f} to 1"
    assert measured in refused.value.message_dict["brand_light"][0]
    assert "darker" in refused.value.message_dict["brand_light"][0]


def test_dark_colours_are_measured_on_dark_pages():
    with pytest.raises(ValidationError) as refused:
        Branding(accent_dark="#333333").full_clean()
    assert "lighter" in refused.value.message_dict["accent_dark"][0]


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#0B5D57;} body{display:none", "#0B5D57\n"])
def test_only_a_plain_colour_is_taken(colour):
    with pytest.raises(ValidationError):
        Branding(brand_light=colour).full_clean()


def test_standard_colours_pass():
    Branding().full_clean()


def test_theme_is_empty_until_colours_change(client):
    answer = client.get("/theme.css")
    assert answer["Content-Type"].startswith("text/css")
    assert answer.content == b""


def test_theme_holds_custom_properties_alone_and_is_cached(client):
    Branding.objects.create(brand_light="#4A2C7D", accent_dark="#FFB199")
    answer = client.get("/theme.css")
    css = answer.content.decode()
    inside = re.sub(r":root|@media screen and \(prefers-color-scheme: dark\)|[{}]", "", css)
    assert all(
        re.fullmatch(r"--[a-z-]+: #[0-9A-Fa-f]{6}", part.strip())
        for part in inside.split(";")
        if part.strip()
    )
    assert "--brand: #4A2C7D;" in css
    assert "--accent: #FFB199;" in css
    assert "max-age=300" in answer["Cache-Control"]
    assert client.get("/theme.css", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_text_on_the_made_colours_is_readable(client):
    Branding.objects.create(brand_light="#4A2C7D", brand_dark="#C9A8FF")
    css = client.get("/theme.css").content.decode()
    for scheme in css.split("@media"):
        made = dict(re.findall(r"--([a-z-]+): (#[0-9A-Fa-f]{6});", scheme))
        assert ratio(made["brand"], made["on-brand"]) >= 4.5
        assert ratio(made["deep"], "#FBF8F3") >= 4.5
        assert ratio(made["deep"], made["on-deep-muted"]) >= 4.5


def test_value_that_slipped_into_the_database_never_reaches_the_sheet(client):
    Branding.objects.create(brand_light="red}x{y")
    assert b"red" not in client.get("/theme.css").content


def test_officer_changes_the_name(carol, log_in, client):
    branding = Branding.load()
    form = {
        "site_name": "Quernmouth Decides",
        "organisation": "Quernmouth Council",
        "logo": "",
        **{
            name: getattr(branding, name)
            for name in ("brand_light", "accent_light", "brand_dark", "accent_dark")
        },
    }
    address = reverse("wagtailsettings:edit", args=["cms", "branding", branding.pk])
    assert log_in(carol).post(address, form).status_code == 302
    assert b"Quernmouth Decides" in client.get("/").content


@pytest.mark.parametrize("person", ["bob", "fiona", "audrey"])
def test_other_staff_do_not_change_the_name(person, request, log_in):
    branding = Branding.load()
    address = reverse("wagtailsettings:edit", args=["cms", "branding", branding.pk])
    log_in(request.getfixturevalue(person)).post(address, {"site_name": "Mine"})
    branding.refresh_from_db()
    assert branding.site_name == "Folkmoot"


def test_outsider_does_not_change_the_name(charlie, log_in):
    branding = Branding.load()
    address = reverse("wagtailsettings:edit", args=["cms", "branding", branding.pk])
    assert log_in(charlie).post(address, {"site_name": "Mine"}).status_code in (302, 403)
    branding.refresh_from_db()
    assert branding.site_name == "Folkmoot"
