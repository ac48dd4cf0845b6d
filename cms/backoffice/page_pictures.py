"""Pictures that officers upload for pages: kept as pixels alone, under generated names."""

import io
import secrets
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from participation.proposals.pictures import opened

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


class PictureField(WagtailImageField):
    """Wagtail's own look at the file comes second: it takes for granted that the file can be read."""

    def to_python(self, data):
        suffix = Path(data.name).suffix.lower() if data else ""
        if suffix in FORMATS:
            _make_bare(data, FORMATS[suffix])
            data.name = f"{secrets.token_hex(12)}{suffix}"
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """The base of all of Wagtail's forms that take pictures: one, many, or from within a page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if wagtails := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )


def _make_bare(file: UploadedFile, kept_as: str) -> None:
    """In place: what Wagtail stores may be the uploaded file itself and not what the form makes of it."""
    try:
        image, buffer = opened(file), io.BytesIO()
    except ValidationError as error:
        raise ValidationError(error.messages) from None
    image.convert("RGB" if kept_as == "JPEG" else image.mode).save(buffer, kept_as, quality=90)
    file.seek(0)
    file.truncate()
    file.write(buffer.getvalue())
    file.flush()
    file.seek(0)
    file.size = buffer.tell()
