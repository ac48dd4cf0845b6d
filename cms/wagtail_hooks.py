"""All wiring of the back office into Wagtail; the screens themselves live in cms.backoffice."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from cms.backoffice import (
    areas,
    assessments,
    audit,
    campaigns,
    categories,
    census,
    debates,
    delivery,
    house_rules,
    match_funds,
    moderation,
    money,
    people,
    polls,
    pots,
    processes,
    proposals,
    roles,
    rounds,
    threats,
)
from cms.backoffice.choosers import campaign_chooser, poll_chooser, process_chooser, round_chooser
from cms.backoffice.dashboard import NeedsPanel
from cms.backoffice.page_places import refuse_taken_address_on_copy, refuse_taken_address_on_move

for slice_screens in (
    areas,
    audit,
    campaigns,
    categories,
    debates,
    delivery,
    house_rules,
    match_funds,
    polls,
    pots,
    processes,
    proposals,
    rounds,
):
    register_permission_policy(slice_screens.viewset.model, slice_screens.policy)


class TownGroup(ViewSetGroup):
    menu_label = _("Town")
    menu_icon = "site"
    menu_order = 30
    items = (
        areas.viewset,
        categories.viewset,
        house_rules.viewset,
        census.viewset,
        roles.viewset,
        audit.viewset,
    )


class TakePartGroup(ViewSetGroup):
    menu_label = _("Taking part")
    menu_icon = "group"
    menu_order = 10
    items = (
        processes.viewset,
        polls.viewset,
        proposals.viewset,
        assessments.viewset,
        debates.viewset,
        rounds.viewset,
        delivery.viewset,
        campaigns.viewset,
        match_funds.viewset,
        pots.viewset,
    )


@hooks.register("register_admin_viewset")
def screens():
    return [
        process_chooser,
        round_chooser,
        campaign_chooser,
        poll_chooser,
        moderation.viewset,
        threats.viewset,
        money.viewset,
        TakePartGroup(),
        TownGroup(),
    ]


@hooks.register("register_admin_menu_item")
def block_a_person():
    address = reverse_lazy("moderation:find_person")
    return people.PeopleMenuItem(_("Block a person"), address, name="people", icon_name="user", order=22)


@hooks.register("construct_homepage_panels")
def what_needs_someone(request, panels):
    panels.insert(0, NeedsPanel())


@hooks.register("construct_main_menu")
def two_kinds_of_reports(request, items):
    """Wagtail's reports are on pages; ours come from readers."""
    for item in items:
        if item.name == "reports" and not isinstance(item, moderation.ReportsMenuItem):
            item.label = _("Page reports")


@hooks.register("insert_global_admin_css")
def own_style():
    return format_html('<link rel="stylesheet" href="{}">', static("css/backoffice.css"))


@hooks.register("construct_settings_menu")
def people_are_managed_elsewhere(request, items):
    items[:] = [item for item in items if item.name not in ("users", "groups")]


hooks.register("before_move_page", refuse_taken_address_on_move)
hooks.register("before_copy_page", refuse_taken_address_on_copy)
