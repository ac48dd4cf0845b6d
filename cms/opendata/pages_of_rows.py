"""How lists are cut into pages: ?limit (at most 100) and ?offset, with the count of all."""

from typing import Any

from django.db.models import QuerySet
from ninja import Field, Schema
from ninja.pagination import PaginationBase

MOST = 100


class LimitOffset(PaginationBase):
    class Input(Schema):
        limit: int = Field(20, ge=1, le=MOST)
        offset: int = Field(0, ge=0, le=1_000_000)

    class Output(Schema):
        items: list[Any]
        count: int

    items_attribute = "items"

    def paginate_queryset(self, queryset: QuerySet, pagination: Input, **params: Any) -> dict[str, Any]:
        rows = queryset[pagination.offset : pagination.offset + pagination.limit]
        return {"items": list(rows), "count": queryset.count()}
