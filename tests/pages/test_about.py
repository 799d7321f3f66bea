"""The About page tells what the model is, its limits and versions, and holds the whole description."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from ui import about, documents
from ui.texts import words


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_section_has_something_to_say(language):
    said = words(language)
    for section in about.SECTIONS:
        assert about.told(section, said) or section == "versions"
    assert len(about.told("limits", said)) >= 6
    assert len(about.told("who", said)) >= 10


def test_the_versions_are_those_that_run_here(project):
    import mesa

    assert f"mesa {mesa.__version__}" in about.versions()
    own = re.search(
        r'^version = "(.*)"', (project / "pyproject.toml").read_text(encoding="utf-8"), flags=re.MULTILINE
    )[1]
    assert about.versions()[0] == f"Belief Machine {own}"
    assert own in about.citation()


def test_the_odd_document_is_rendered_whole_with_its_seven_parts():
    told = documents.html(about.ODD)
    source = documents.text(about.ODD)
    assert told.count("<h4") == len(re.findall(r"^## ", source, flags=re.MULTILINE))
    assert "<table>" in told


@pytest.mark.browser
def test_a_visitor_reads_about_the_model_in_both_languages_and_opens_the_odd_document(visit):
    visitor = visit(query="?page=about")
    page = visitor.page
    expect(page.locator("[data-section=limits] li").first).to_be_visible()
    expect(page.locator("[data-odd] .document")).to_be_hidden()
    page.locator("[data-odd] summary").click()
    expect(page.locator("[data-odd] .document")).to_contain_text("Purpose and patterns")
    page.go_back()
    expect(page.locator("[data-odd] .document")).to_be_hidden()
    page.go_forward()
    expect(page.locator("[data-odd] .document")).to_be_visible()
    expect(page).to_have_url(f"{visitor.address}/?page=about&document=docs/odd.md")
    page.locator("[data-odd] summary").click()
    expect(page).to_have_url(f"{visitor.address}/?page=about")
    expect(page.locator("[data-odd] .document")).to_be_hidden()
    expect(visitor.stage).to_be_hidden()
    page.locator("[data-action=language]").select_option("ja")
    expect(page.locator("[data-about] h2").first).to_have_text("このモデルについて")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
