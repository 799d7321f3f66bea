"""A checker of accessibility finds nothing critical or serious on any page in any language."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from ui.pages import PAGES
from ui.texts import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GRAVE = ("critical", "serious")


@pytest.mark.parametrize(
    ("name", "language"),
    [(page.name, language) for page in PAGES for language in LANGUAGES],
)
def test_no_page_has_a_grave_finding(seated, name, language):
    seated.turn_to(name)
    seated.page.locator("[data-action=language]").select_option(language)
    seated.page.wait_for_function("name => document.documentElement.lang === name", arg=language)
    found = Axe().run(seated.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == []


def test_the_checker_would_see_a_picture_without_words(seated):
    seated.page.evaluate(
        "() => { const it = document.createElement('img'); it.src = 'data:,'; document.body.append(it); }"
    )
    found = Axe().run(seated.page).response["violations"]
    seated.page.evaluate("() => document.body.lastElementChild.remove()")
    assert "image-alt" in [one["id"] for one in found if one["impact"] in GRAVE]
