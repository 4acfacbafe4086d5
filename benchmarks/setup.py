"""Django as the web sees it: importing this module sets it up, without the owner's rights."""

import logging
import os

import django

from benchmarks import SIZE, SMALLEST

os.environ.pop("KOMPAS_AS_OWNER", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
django.setup()
if SIZE is SMALLEST:  # among the output of the tests, where a line per request says nothing
    logging.disable(logging.WARNING)
