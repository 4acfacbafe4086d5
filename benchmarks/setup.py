"""Django as the web sees it: importing this module sets it up, without the owner's rights."""

import os

import django

os.environ.pop("KOMPAS_AS_OWNER", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
django.setup()
