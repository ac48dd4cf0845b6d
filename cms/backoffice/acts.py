"""Acts that need a page of their own: said plainly, confirmed by a button, done by a slice's action.

A slice lists its acts in a dictionary; `desk_acts` says which are possible now, `ActView` carries one out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.backoffice.refusals import SaysWhy
from cms.backoffice.viewset import add_errors
from participation.clock import database_now


@dataclass(frozen=True)
class Act:
    """`may(user, thing, now)` asks the rule; `perform(actor, thing, data)` does it and says what happened."""

    label: Any
    explanation: Any
    icon: str
    may: Callable[[Any, Any, datetime], bool]
    perform: Callable[[Any, Any, dict[str, Any]], str]
    form: type[forms.Form] = forms.Form
    initial: Callable[[Any], dict[str, Any]] = lambda thing: {}
    # The form is made with `thing=`, for choices that lie in it.
    form_knows_thing: bool = False
    # Not a step of the way but for when something went wrong: stands apart, below the others.
    is_remedy: bool = False


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def desk_acts(acts: Mapping[str, Act], user: Any, thing: Any, url_name: str) -> list[dict[str, Any]]:
    """The acts that this person may do now, with their addresses."""
    now = database_now()
    return [
        {
            "label": act.label,
            "explanation": act.explanation,
            "icon": act.icon,
            "is_remedy": act.is_remedy,
            "href": reverse(url_name, args=[thing.pk, key]),
        }
        for key, act in acts.items()
        if act.may(user, thing, now)
    ]


class ActView(SaysWhy, WagtailAdminTemplateMixin, FormView):
    """GET asks, POST does. Subclasses give `acts`, `get_thing()` and `desk_url()`."""

    acts: Mapping[str, Act] = {}
    template_name = "cms/backoffice/act.html"

    def get_thing(self):
        raise NotImplementedError

    def desk_url(self) -> str:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if kwargs["act"] not in self.acts:
            raise Http404
        self.act = self.acts[kwargs["act"]]
        self.thing = self.get_thing()
        if not self.act.may(request.user, self.thing, database_now()):
            raise PermissionDenied(self.why_not())
        return super().dispatch(request, *args, **kwargs)

    def why_not(self) -> str:
        """The roles that the act is for are asked by its rule; here is said what was asked for."""
        return _("“%(act)s” is not possible now, or it is not for you: %(thing)s.") % {
            "act": self.act.label,
            "thing": self.thing,
        }

    def get_form_class(self):
        return self.act.form

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "thing": self.thing} if self.act.form_knows_thing else kwargs

    def get_initial(self):
        return self.act.initial(self.thing)

    def form_valid(self, form):
        try:
            happened = self.act.perform(self.request.user, self.thing, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, happened)
        return redirect(self.desk_url())

    def get_page_title(self):
        return str(self.act.label)

    def get_page_subtitle(self):
        return str(self.thing)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.desk_url(), "label": str(self.thing)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "act": self.act, "desk_url": self.desk_url()}
