"""Each door of the back office is shut to all but staff with a second factor; no door is forgotten."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

pytestmark = pytest.mark.django_db
NEEDED = "/accounts/second-factor/"

# Below /admin/, what holds nothing of ours: words and pictures of Wagtail's own screens, and ways out.
HARMLESS = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_logout",
    "wagtailadmin_login",
}
# Every address outside the back office that is open to others than staff, by name. A new one is named here by
# whoever has made sure that it holds nothing for staff alone.
PUBLIC = {
    *("my_page", "verify", "second_factor_needed", "audit_heads", "audit_head_file", "live_ticket"),
    *("second_way", "phone_code", "letter", "desk_code", "change_name", "my_data", "my_data_file"),
    *("erase_me", "erased", "what_we_keep", "my_activity"),
    *("provider", "provider_back"),
    *(
        "process_list",
        "process",
        "proposal_list",
        "proposal_list_all",
        "proposal_file",
        "proposal_file_all",
        "proposal_new",
        "proposal_support",
        "proposal_withdraw",
    ),
    *("notice_list", "notices_read", "notice_read", "follow", "unfollow"),
    *("area_list", "area", "area_of_pin", "follow_list", "follow_stop", "mail_choices", "mail_stop"),
    *("draft_begin", "draft_save", "draft_publish", "draft_remove", "draft_step", "draft_attach"),
    *("draft_detach", "proposal_document", "proposal_similar", "proposal_authors", "proposal_files"),
    *("file_change",),
    *("proposal_versions", "proposal_change", "proposal_give_up", "proposal_before"),
    *("proposal", "comment_new", "comment", "report_new", "report_thanks", "search", "style"),
    *("comment_replies", "comment_helpful", "comment_edit", "comment_remove", "comment_history"),
    *("debate_list_all", "debate_list", "debate_new", "debate"),
    *("thread_people", "thread_lead", "thread_mode", "thread_close", "thread_reopen"),
    *("decision", "pause", "blocked", "house_rules", "moderation_report", "moderation_file"),
    "assessment_reply",
    *("round", "project", "ballot", "ballot_review", "ballot_cast", "ballot_in", "receipt_check"),
    *("vote_ways", "vote_by_code", "vote_by_phone", "vote_by_letter", "vote_by_declaration", "ballot_done"),
    *("kiosk", "kiosk_stay", "kiosk_end", "hall", "object", "other_rules"),
    *("assessment_reply", "ballot_preview", "built_list", "built_money", "built_project"),
    *(
        "result",
        "result_version",
        "result_file",
        "campaign_list",
        "campaign_badge",
        "campaign",
        "pledge",
        "match_fund",
    ),
    *("own_pledges", "pledge_cancel", "pledge_pay", "govuk_pay_message"),
    *("poll_list", "poll", "poll_vote", "poll_lines", "statement_list", "statement", "my_answers"),
    *("theme_css", "healthz", "robots_txt", "sitemap", "security_txt", "demo_desk", "set_language"),
    *("api_guide", "api:openapi-json", "api:list_processes", "api:one_process", "api:list_proposals"),
    *("api:one_proposal", "api:list_rounds", "api:one_round", "api:list_projects", "api:list_results"),
    *("api:one_result", "api:api-root", "api:list_polls", "api:one_poll", "api:one_tally"),
    *("wagtail_serve", "wagtaildocs_serve", "wagtaildocs_authenticate_with_password"),
    *("wagtailcore_authenticate_with_password", "wagtailcore_login"),
}
OF_ALLAUTH = ("account_", "mfa_", "usersessions_")
# Without a name: ways to the log-in, files, and the small picture in the browser's tab.
NAMELESS = {
    "^accounts/password/",
    "accounts/login/code/",
    r"^media/(?P<path>.*)$",
    "^media/documents/",
    "favicon.ico",
    "_util/login/",
}

VALUES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def all_doors(resolver, before: str = "", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(pattern, name with its namespaces) of each address of the site."""
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from all_doors(pattern, here, inner)
        elif isinstance(pattern, URLPattern):
            yield here, ":".join((*names, pattern.name or ""))


def example(pattern: str) -> str:
    """An address that fits the pattern."""
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda match: VALUES.get(match[1] or "str", "1"), _plain(pattern))
    return "/" + path


def _plain(pattern: str) -> str:
    """Regular expressions of Wagtail and of ours, as plain addresses with <str:...> for what varies."""
    pattern = re.sub(r"\(\?P<(\w+)>live[^)]*\)", r"live", pattern)
    pattern = re.sub(r"\(\?P<\w+>\\d\+\)", "1", pattern)
    pattern = re.sub(r"\((\w+)\|[^)]*\)", r"\1", pattern)
    return pattern.replace("^.*/$", "nowhere/").replace(r"\.", ".").replace("^", "").replace("$", "")


def is_shut(response) -> bool:
    """Led to the log-in or to the second factor, or refused; never answered."""
    if response.status_code == 302:
        return response.url == NEEDED or response.url.startswith(("/accounts/login/", "/admin/login/"))
    return response.status_code in (403, 404)


def open_doors(clients) -> list[str]:
    """Addresses below /admin/ that answer one of these people."""
    found = []
    for pattern, name in all_doors(get_resolver()):
        if not pattern.lstrip("^").startswith("admin") or name.rpartition(":")[2] in HARMLESS:
            continue
        address = example(pattern)
        for client in clients:
            if not (is_shut(client.get(address)) and is_shut(client.post(address))):
                found.append(address)
                break
    return found


def unnamed_doors() -> list[str]:
    """Addresses outside /admin/ that nobody has called public."""
    return [
        pattern
        for pattern, name in all_doors(get_resolver())
        if not pattern.lstrip("^").startswith("admin")
        and name not in PUBLIC
        and not name.startswith(OF_ALLAUTH)
        and not (name == "" and pattern in NAMELESS)
    ]


@pytest.fixture
def outsiders(charlie, alice, carol, audrey, log_in):
    """Registered, verified, and two of the staff who have not given their second factor."""
    unfinished = [log_in(person, second_factor=False) for person in (carol, audrey)]
    return [log_in(charlie), log_in(alice), *unfinished]


def test_back_office_is_shut_to_outsiders(outsiders):
    assert open_doors(outsiders) == []


def test_back_office_is_shut_to_visitors(client):
    assert open_doors([client]) == []


def test_every_other_address_is_known_to_be_public():
    assert unnamed_doors() == []


def test_forgotten_doors_are_found(charlie, log_in, settings):
    settings.ROOT_URLCONF = "tests.cms.backoffice.unguarded"

    assert open_doors([log_in(charlie)]) == ["/admin/forgotten/1/"]
    assert unnamed_doors() == ["staff/desk/"]


def test_addresses_of_the_test_reach_their_views():
    """Else a door could be tried at a wrong address and pass as shut."""
    doors = [pattern for pattern, _ in all_doors(get_resolver()) if pattern.lstrip("^").startswith("admin")]
    ours_before_wagtail = {
        "admin/account/",
        "admin/redirects/",
        "admin/login/",
        *(door for door in doors if door.startswith("^")),
    }

    assert len(doors) > 150
    for door in doors:
        reached = resolve(example(door)).route
        # Django drops the ^ of a regular expression inside another pattern.
        assert reached.replace("^", "") == door.replace("^", "") or reached in ours_before_wagtail


STAFF = ("bob", "carol", "fiona", "audrey")
OURS = {
    "moderation:index": {"bob", "audrey"},
    "moderation:decided": {"bob", "audrey"},
    "census:index": {"carol", "audrey"},
    "census:desk": {"carol"},
    "census:desk_code": {"carol"},
    "census:ways": {"carol"},
    "census:letters": {"carol"},
    "census:reclaims": {"carol"},
    "roles:index": {"carol"},
    "audit-log:index": {"carol", "audrey"},
    "threats:index": {"carol", "audrey"},
}


@pytest.mark.parametrize("who", STAFF)
def test_each_role_opens_its_own_screens_alone(who, request, log_in):
    client = log_in(request.getfixturevalue(who))

    opened = {name for name in OURS if client.get(reverse(name)).status_code == 200}

    assert opened == {name for name, people in OURS.items() if who in people}


@pytest.mark.parametrize("who", STAFF)
def test_each_role_opens_the_first_screen(who, request, log_in):
    assert log_in(request.getfixturevalue(who)).get(reverse("wagtailadmin_home")).status_code == 200
