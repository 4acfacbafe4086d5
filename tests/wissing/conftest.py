import pytest


@pytest.fixture(autouse=True)
def journal(settings, tmp_path):
    """The operator's file, of this test alone."""
    path = tmp_path / "wissingen.jsonl"
    settings.WISSINGEN_FILE = str(path)
    return path
