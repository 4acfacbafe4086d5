import shutil

import pytest

from local import browser


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH that holds only what the test puts there, so that nothing is fetched."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("BROWSER_BIN", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr(browser, "FOLDER", tmp_path / "browser")
    return tmp_path


def make_program(path, exit_code=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return path


def test_find_browser_prefers_the_variable(path, monkeypatch):
    make_program(path / "chromium")
    wished = make_program(path / "mijn" / "browser")
    monkeypatch.setenv("BROWSER_BIN", str(wished))
    assert browser.find_browser().executable == wished


def test_find_browser_does_not_replace_a_wish(path, monkeypatch):
    make_program(path / "chromium")
    monkeypatch.setenv("BROWSER_BIN", "/er/is/niets")
    with pytest.raises(browser.NoBrowserError) as raised:
        browser.find_browser()
    assert str(raised.value) == "BROWSER_BIN wijst naar /er/is/niets, maar dat bestand is er niet."


def test_find_browser_takes_chromium_before_chrome(path):
    make_program(path / "google-chrome")
    chromium = make_program(path / "chromium")
    assert browser.find_browser().executable == chromium


def test_find_browser_passes_over_one_that_does_not_start(path):
    make_program(path / "chromium", exit_code=127)
    chrome = make_program(path / "google-chrome")
    assert browser.find_browser().executable == chrome


def test_find_browser_finds_the_one_of_playwright(path):
    own = make_program(path / ".cache/ms-playwright/chromium-1234/chrome-linux/chrome")
    assert browser.find_browser().executable == own


def test_find_browser_none_names_what_was_tried(path):
    with pytest.raises(browser.NoBrowserError) as raised:
        browser.find_browser()
    tried = [line.strip("- ").split(": ")[0] for line in str(raised.value).splitlines() if line.startswith("  - ")]
    assert tried == ["BROWSER_BIN", "PATH", browser.NPM_PACKAGE, "Playwright", "apt-get"]


def test_flags_keep_web_security(path):
    make_program(path / "chromium")
    flags = browser.find_browser().args
    assert "--disable-web-security" not in flags
    assert "--single-process" not in flags
    assert shutil.which("npm") is None
