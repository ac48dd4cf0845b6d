#!/usr/bin/env python
"""Folkmoot's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as problem:
        sys.exit(f"Folkmoot cannot start. {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
