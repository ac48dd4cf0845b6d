"""Every address of the site. Pages made by editors come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms.admin_door import shut, way_in
from cms.backoffice.account import StaffAccountView
from cms.backoffice.redirects import RedirectIndexView
from cms.chrome.theme import theme_css
from cms.demo.views import demo_desk
from cms.finding.views import search
from cms.health import healthz
from cms.sitemap import sitemap
from cms.well_known import Favicon, robots_txt, security_txt

urlpatterns = [
    # Wagtail's own doors would pass by the second factor.
    path("admin/login/", way_in),
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_login")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # allauth owns people; roles are given on a screen of ours. Redirects are typed, not taken from files.
    re_path(
        r"^admin/(users|groups|bulk/participation/user|bulk/auth/group|redirects/import|failwhale)/", shut
    ),
    path("admin/redirects/", require_admin_access(RedirectIndexView.as_view())),
    path("admin/account/", require_admin_access(StaffAccountView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("cms.opendata.urls")),
    path("theme.css", theme_css, name="theme_css"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("favicon.ico", Favicon.as_view()),
]

if settings.EMBEDDED:
    urlpatterns += [
        # Documents of pages have a page of Wagtail's that asks who may read them, and gives downloads.
        re_path(r"^media/documents/", shut),
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
        path("demo/", demo_desk, name="demo_desk"),
    ]

urlpatterns += i18n_patterns(
    # First, as thousands ask for them in the busiest hour of a vote: each pattern before them costs time.
    path("rounds/", include("budgeting.ballots.urls")),
    path("style/", include("cms.style.urls")),
    path("search/", search, name="search"),
    path("", include("participation.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("budgeting.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler404 = "cms.lost.not_found"
