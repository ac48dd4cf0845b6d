"""Checks JSON against docs/contracts/govuk-pay.schema.json: the part of JSON Schema that the file uses.

A word of JSON Schema that is not known here is an error, so that nothing in the contract goes unchecked.
"""

import json
import re
from typing import Any

from django.conf import settings

CONTRACT = json.loads((settings.BASE_DIR / "docs/contracts/govuk-pay.schema.json").read_text())
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
CHECKED = {
    *("$ref", "type", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"),
    *("required", "properties", "additionalProperties", "items"),
}


def faults(name: str, value: Any) -> list[str]:
    """What breaks the part `name` of the contract, each with its place."""
    return list(_faults(CONTRACT["$defs"][name], value, name))


def _faults(rule: dict[str, Any], value: Any, at: str):
    if unknown := rule.keys() - CHECKED:
        raise ValueError(f"the contract uses {unknown}, which is not checked")
    if "$ref" in rule:
        yield from _faults(CONTRACT["$defs"][rule["$ref"].rpartition("/")[2]], value, at)
    if "type" in rule and not _is_of(rule["type"], value):
        yield f"{at}: {value!r} is no {rule['type']}"
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r} is none of {rule['enum']}"
    yield from _outside(rule, value, at)
    if isinstance(value, dict):
        yield from _inside(rule, value, at)
    for number, item in enumerate(value if isinstance(value, list) else []):
        yield from _faults(rule.get("items", {}), item, f"{at}[{number}]")


def _is_of(kinds: str | list[str], value: Any) -> bool:
    named = [kinds] if isinstance(kinds, str) else kinds
    is_bool = isinstance(value, bool)
    return any(isinstance(value, TYPES[kind]) and is_bool == (kind == "boolean") for kind in named)


def _outside(rule: dict[str, Any], value: Any, at: str):
    size = len(value) if isinstance(value, str) else 0
    wrong = {
        "pattern": isinstance(value, str) and not re.search(rule.get("pattern", ""), value),
        "minLength": isinstance(value, str) and size < rule.get("minLength", 0),
        "maxLength": isinstance(value, str) and size > rule.get("maxLength", size),
        "minimum": isinstance(value, int) and value < rule.get("minimum", value),
        "maximum": isinstance(value, int) and value > rule.get("maximum", value),
    }
    yield from (f"{at}: {value!r} breaks {word} {rule[word]}" for word, broken in wrong.items() if broken)


def _inside(rule: dict[str, Any], value: dict[str, Any], at: str):
    known = rule.get("properties", {})
    yield from (f"{at}: {name} is missing" for name in rule.get("required", []) if name not in value)
    if rule.get("additionalProperties") is False:
        yield from (f"{at}: {name} is too much" for name in value.keys() - known.keys())
    for name in value.keys() & known.keys():
        yield from _faults(known[name], value[name], f"{at}.{name}")
