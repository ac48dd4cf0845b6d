"""/api/: how to use the open data, made from the API's own description."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.opendata.api import api


@require_safe
def api_guide(request: HttpRequest) -> HttpResponse:
    described = api.get_openapi_schema()
    operations = [
        _operation(path, parts["get"]) for path, parts in sorted(described["paths"].items()) if "get" in parts
    ]
    context = {"columns": _columns(), "rows": operations, "schemas": _schemas(described)}
    return render(request, "cms/api/guide.html", context)


def _columns() -> list[dict]:
    return [{"label": _("Address")}, {"label": _("What it gives")}, {"label": _("You may add")}]


def _operation(path: str, operation: dict) -> list[dict]:
    parameters = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
    address = {"text": path, "head": True}
    if "{" not in path:
        address["href"] = path
    added = ", ".join(f"?{name}=" for name in parameters)
    return [address, {"text": operation.get("summary", "")}, {"text": added}]


def _schemas(described: dict) -> list[dict]:
    """Each shape that comes back, with the fields and their types."""
    shapes = described["components"]["schemas"].items()
    return [
        {"name": name.removesuffix("Out"), "rows": [_field(*field) for field in shape["properties"].items()]}
        for name, shape in shapes
        if name.endswith("Out") and not name.startswith("Paged")
    ]


def _field(name: str, described: dict) -> list[dict]:
    return [{"text": name, "head": True}, {"text": _type_of(described)}]


def _type_of(described: dict) -> str:
    if "anyOf" in described:
        return " | ".join(_type_of(one) for one in described["anyOf"])
    if described.get("type") == "array":
        return f"[{_type_of(described['items'])}]"
    if "$ref" in described:
        return described["$ref"].rsplit("/", 1)[1].removesuffix("Out")
    return described.get("format") or described.get("type", "")
