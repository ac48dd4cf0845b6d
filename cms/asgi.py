"""ASGI entry: sockets in production, the whole site in the embedded one."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django_application = get_asgi_application()

from participation.live.origin import SameOrigin  # noqa: E402
from participation.routing import websocket_urlpatterns  # noqa: E402 (models need the set-up above)

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": AllowedHostsOriginValidator(SameOrigin(URLRouter(websocket_urlpatterns))),
    }
)
