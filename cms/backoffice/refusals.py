"""Staff who may not do something here read why, where Wagtail says only that they may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages


class SaysWhy:
    """For a view of the back office: a refusal leads to the first screen, with the sentence of its rule."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponse]:
        view = super().as_view(**initkwargs)

        @wraps(view)
        def with_reason(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refused:
                if request.headers.get("X-Requested-With") == "XMLHttpRequest":
                    raise
                messages.error(request, str(refused) or _("This step is for other people or another time."))
                return redirect("wagtailadmin_home")

        return with_reason


def refuse(sentence: str) -> None:
    """Raises PermissionDenied, unless the rule had nothing to say."""
    if sentence:
        raise PermissionDenied(sentence)
