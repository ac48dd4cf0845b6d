"""Every address of the site that takes more than questions, found by walking the whole URL configuration."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from ninja.operation import PathView
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.wagtail_hooks import screens

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
OURS = ("participation.", "budgeting.", "cms.")

# What the matrix leaves out, and why. By the module of a view, unless the address is one of our own screens.
NOT_OURS = {
    "allauth.": "django-allauth's doors are tested in tests/participation/accounts and by its makers",
    "wagtail.": "Wagtail's own screens of pages, pictures, documents and settings ask Wagtail's permissions, "
    "which no role of a resident has: tests/cms/backoffice/test_doors.py tries every one of them",
    "django.contrib.auth.": "shadowed by a way to our own log-in: tests/cms/test_doors.py",
    "ninja.openapi.": "describes the API",
    "django.views.": "leads elsewhere, or hands out a file, whatever it is sent",
}
NAMED = {
    "admin/login/": "leads to our own log-in",
    "^admin/(users|": "screens of Wagtail that are shut to everyone",
    "^media/documents/": "is shut to everyone: documents are handed out by their own address",
    "admin/account/": "the settings of the back office of whoever is logged in: theme, language, notices",
}


def screens_of_ours() -> set[str]:
    """The namespaces of our viewsets: an address of theirs is ours, whoever made its view."""
    groups = screens()
    sets = [one for group in groups for one in (group.items if isinstance(group, ViewSetGroup) else [group])]
    return {one.url_namespace for one in sets}


def views(
    patterns: Any, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, Any, set[str]]]:
    """(pattern, view, namespaces) of each address."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, here, (*spaces, pattern.namespace or ""))
        elif isinstance(pattern, URLPattern):
            yield here, pattern.callback, set(spaces)


def inside(view: Any) -> Iterator[Any]:
    """The view and all that its decorators wrap, however they keep it."""
    seen, open_ones = set(), [view]
    while open_ones:
        one = open_ones.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        held = [getattr(one, "__wrapped__", None), getattr(one, "func", None), getattr(one, "__self__", None)]
        cells = getattr(one, "__closure__", None) or ()
        held += [cell.cell_contents for cell in cells if _is_set(cell)]
        open_ones += [each for each in held if callable(each) or isinstance(each, PathView)]


def _is_set(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def methods_of(view: Any) -> set[str]:
    """What it declares to take; whoever declares nothing takes all."""
    declared: set[str] | None = None
    for one in inside(view):
        found = _declared_by(one)
        if found is not None:
            declared = found if declared is None else declared & found
    return CHANGING if declared is None else declared & CHANGING


def _declared_by(one: Any) -> set[str] | None:
    if isinstance(one, PathView):
        return {method for operation in one.operations for method in operation.methods}
    if (view_class := getattr(one, "view_class", None)) is not None:
        taken = set(view_class.http_method_names)
        return {name.upper() for name in taken if hasattr(view_class, name)}
    if inspect.isfunction(one) and "request_method_list" in one.__code__.co_freevars:
        return set(inspect.getclosurevars(one).nonlocals["request_method_list"])
    return None


def _is_ours(view: Any) -> bool:
    """Whether any part of it is ours, or nobody has said why it would not be."""
    modules = [getattr(getattr(one, "view_class", one), "__module__", "") or "" for one in inside(view)]
    known = [name for name in modules if name.startswith(tuple(NOT_OURS))]
    return not known or any(name.startswith(OURS) for name in modules)


def taking() -> dict[str, set[str]]:
    """{address: acts} of each address of ours that takes more than questions; acts where it has several."""
    ours, found = screens_of_ours(), {}
    for pattern, view, spaces in views(get_resolver().url_patterns):
        if pattern.startswith(tuple(NAMED)) or not methods_of(view):
            continue
        if not (spaces & ours or _is_ours(view)):
            continue
        acts = [getattr(getattr(one, "view_class", None), "acts", None) for one in inside(view)]
        found[pattern.replace("^", "")] = next(({*each} for each in acts if each), {""})
    return found


def reached(addresses: list[str]) -> dict[str, set[str]]:
    """{address: acts} as the site resolves these."""
    found: dict[str, set[str]] = {}
    for address in addresses:
        match = resolve(address.partition("?")[0])
        found.setdefault(match.route.replace("^", ""), set()).add(match.kwargs.get("act", ""))
    return found


def forgotten(tried: dict[str, set[str]], takes: Callable[[], dict[str, set[str]]] = taking) -> list[str]:
    """What takes a change and was never tried."""
    return sorted(
        f"{pattern} {act}".strip()
        for pattern, acts in takes().items()
        for act in acts - tried.get(pattern, set())
    )
