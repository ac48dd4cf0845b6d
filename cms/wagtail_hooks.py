"""All wiring of the back office into Wagtail; the screens themselves live in cms.backoffice."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from cms.backoffice import areas, audit, categories, census, moderation, pots, processes, roles, rounds
from cms.backoffice.choosers import campaign_chooser, process_chooser, round_chooser
from cms.backoffice.dashboard import NeedsPanel
from cms.backoffice.page_places import refuse_taken_address_on_copy, refuse_taken_address_on_move

for slice_screens in (areas, audit, categories, pots, processes, rounds):
    register_permission_policy(slice_screens.viewset.model, slice_screens.policy)


class TownGroup(ViewSetGroup):
    menu_label = _("Town")
    menu_icon = "site"
    menu_order = 30
    items = (areas.viewset, categories.viewset, census.viewset, roles.viewset, audit.viewset)


class TakePartGroup(ViewSetGroup):
    menu_label = _("Taking part")
    menu_icon = "group"
    menu_order = 10
    items = (processes.viewset, rounds.viewset, pots.viewset)


@hooks.register("register_admin_viewset")
def screens():
    return [
        process_chooser,
        round_chooser,
        campaign_chooser,
        moderation.viewset,
        TakePartGroup(),
        TownGroup(),
    ]


@hooks.register("construct_homepage_panels")
def what_needs_someone(request, panels):
    panels.insert(0, NeedsPanel())


@hooks.register("construct_settings_menu")
def people_are_managed_elsewhere(request, items):
    items[:] = [item for item in items if item.name not in ("users", "groups")]


hooks.register("before_move_page", refuse_taken_address_on_move)
hooks.register("before_copy_page", refuse_taken_address_on_copy)
