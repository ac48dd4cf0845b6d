"""What the tests of accounts share."""

import json

import pytest


@pytest.fixture
def sms(settings, tmp_path):
    """Messages lie in files; gives those that were sent, newest last."""
    settings.SMS_GATEWAY = "participation.accounts.sms.FileGateway"
    settings.SMS_FILE_PATH = tmp_path / "sms"

    def sent() -> list[dict]:
        files = sorted(settings.SMS_FILE_PATH.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        return [json.loads(file.read_text()) for file in files]

    return sent
