"""Where documents of proposals lie."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class DocumentStorage(FileSystemStorage):
    """In the folder DOCUMENTS_ROOT, without an address of its own."""

    @property
    def base_location(self) -> str:
        return str(settings.DOCUMENTS_ROOT)

    @property
    def location(self) -> str:
        return str(settings.DOCUMENTS_ROOT)

    def url(self, name: str | None) -> str:
        raise ValueError("documents are given out by a page of ours alone")
