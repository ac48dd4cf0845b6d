"""Where people's exports lie until they are fetched or go."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class ExportStorage(FileSystemStorage):
    """In the folder EXPORTS_ROOT, without an address of its own."""

    @property
    def base_location(self) -> str:
        return str(settings.EXPORTS_ROOT)

    @property
    def location(self) -> str:
        return str(settings.EXPORTS_ROOT)

    def url(self, name: str | None) -> str:
        raise ValueError("exports are given out by a page of ours alone")
