"""Processes and their phases."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from cms.opendata.pages_of_rows import LimitOffset
from participation.processes.models import Process

router = Router()


class PhaseOut(Schema):
    kind: str
    title: str
    start: datetime
    end: datetime


class ProcessOut(Schema):
    slug: str
    title: str
    purpose: str
    area: str | None
    published_at: datetime
    address: str
    phases: list[PhaseOut]

    @staticmethod
    def resolve_area(process: Process) -> str | None:
        return process.area.slug if process.area else None

    @staticmethod
    def resolve_address(process: Process) -> str:
        return process.get_absolute_url()


def shown():
    return Process.objects.published().select_related("area").prefetch_related("phases")


@router.get("", response=list[ProcessOut], summary="All published processes, newest first")
@paginate(LimitOffset)
def list_processes(request: HttpRequest):
    return shown()


@router.get("/{slug}", response=ProcessOut, summary="One process")
def one_process(request: HttpRequest, slug: str):
    return get_object_or_404(shown(), slug=slug)
