"""The Claims page says what was found on each claim, and what documents record besides, with figure and file."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from ui import claims, documents, verdicts
from ui.texts import LANGUAGES, TEXTS

REGISTER = claims.register()
RECORD = verdicts.found()
OPTIONAL = {"asks", "besides", "figures", "standing", "check_en", "check_ja", "untested_en", "untested_ja"}


def test_all_seventy_claims_are_there_once_in_both_languages():
    assert [claim["number"] for claim in REGISTER["claims"]] == list(range(1, 71))
    for claim in REGISTER["claims"]:
        assert claim["en"].isascii(), claim["number"]
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", claim["ja"]), claim["number"]
        assert set(claim) - OPTIONAL == {"number", "kinds", "systems", "shows", *LANGUAGES}


def test_every_claim_has_a_kind_and_a_system_that_have_words():
    for claim in REGISTER["claims"]:
        assert claim["kinds"]
        assert set(claim["kinds"]) <= set(claims.KINDS)
        assert claim["systems"]
        assert set(claim["systems"]) <= set(claims.SYSTEMS)
    assert {f"system.{system}" for system in claims.SYSTEMS} - set(TEXTS) == set()
    assert {system for claim in REGISTER["claims"] for system in claim["systems"]} == set(claims.SYSTEMS)


@pytest.mark.parametrize("name", REGISTER["shows"])
def test_every_linked_document_is_there_and_every_quoted_figure_occurs_in_it(name):
    shown = REGISTER["shows"][name]
    text = documents.text(shown["file"])
    for figure in shown["figures"]:
        find, show = claims.find_and_show(figure)
        assert find in text, f"{shown['file']} no longer says {find}"
        assert show in find


def test_what_is_shown_uses_every_figure_and_types_no_other():
    for name, shown in REGISTER["shows"].items():
        for language in LANGUAGES:
            places = re.findall(r"\{(\d)\}", shown[language])
            assert sorted(set(places)) == [str(number) for number in range(len(shown["figures"]))], name
            typed = re.sub(r"\{\d\}|20\d\d-\d\d", "", shown[language])
            assert not re.search(r"[+−-]\d|\d[.,]\d|\d%", typed), f"{name}: {typed}"


def test_every_entry_is_used_and_every_claim_names_entries_that_are_there():
    used = {name for claim in REGISTER["claims"] for name in claim["shows"]}
    assert used == set(REGISTER["shows"])


def test_every_standing_and_every_verdict_has_words_and_a_standing_says_what_is_known():
    for claim in REGISTER["claims"]:
        if "standing" in claim:
            assert claim["standing"] in verdicts.STANDINGS, claim["number"]
            assert claim["check_en"].isascii()
            assert re.search(r"[ぁ-んァ-ヶ一-龠]", claim["check_ja"]), claim["number"]
    assert {f"claims.standing.{name}" for name in verdicts.STANDINGS} <= set(TEXTS)
    assert {f"claims.verdict.{name}" for name in verdicts.VERDICTS} <= set(TEXTS)
    assert set(verdicts.counted()) == set(verdicts.VERDICTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_claim_has_its_verdict_and_a_whole_sentence_for_each_question_it_asks(language):
    for claim, shown in zip(REGISTER["claims"], claims.listed("", "", language), strict=True):
        on_record = verdicts.found()["claims"][str(claim["number"])]
        assert shown["verdict"] == on_record["verdict"]
        asked = (*claim.get("asks", ()), *claim.get("besides", ()))
        for text, sentence in zip(asked, shown["found"] + shown["behind"], strict=True):
            told = verdicts.found()["questions"][text]
            assert not set("{}") & set("".join(sentence.values())), text
            if told["amounts"] and not told.get("same"):
                assert all(told["amounts"][name] in sentence["amount"] for name in ("mean", "low", "high")), (
                    text
                )
            assert bool(sentence["elsewhere"]) == any(told[what] for what in verdicts.ELSEWHERE), text


def test_the_filter_of_verdicts_leaves_those_with_that_verdict():
    for verdict, count in verdicts.counted().items():
        assert len(claims.listed("", "", "en", verdict)) == count


def test_the_filters_leave_the_claims_of_a_kind_and_of_a_system():
    assert len(claims.listed("", "", "en")) == 70
    chosen = claims.listed("Q", "S6", "en")
    assert [claim["number"] for claim in chosen] == [41, 45]


def test_a_figure_reads_as_words_of_the_language_and_keeps_its_digits():
    assert claims.figure("| 413 | 408 |", "en") == "413 / 408"
    assert (
        claims.figure("1,223 bn usd (95% interval +437 to +2,010)", "en")
        == "1,223 billion dollars (95% interval +437 to +2,010)"
    )
    assert (
        claims.figure("1,223 bn usd (95% interval +437 to +2,010)", "ja")
        == "12,230億ドル（95%区間 +4,370〜+20,100）"
    )
    assert claims.figure("0 of 10 seeds (0.0% to 30.8%)", "ja") == "10シード中0（0.0%〜30.8%）"


@pytest.mark.parametrize(
    ("found", "japanese"),
    [
        ("7.43 bn usd", "74.3億ドル"),
        ("0.05 bn usd", "0.5億ドル"),
        ("94.5 bn usd (95% interval +12.5 to +1,615)", "945億ドル（95%区間 +125〜+16,150）"),
        ("306 bn usd (95% interval -540 to -71.1)", "3,060億ドル（95%区間 -5,400〜-711）"),
    ],
)
def test_a_billion_dollars_is_ten_hundred_million_in_japanese_whatever_stands_after_the_point(
    found, japanese
):
    assert claims.figure(found, "ja") == japanese


def test_a_document_is_read_without_leaving_the_page_and_no_other_file_can_be_opened():
    told = documents.html("docs/experiments/base.md")
    assert '<img alt="' in told
    assert "data:image/svg+xml;base64," in told
    assert not re.search(r'(href|src)="(?!#|data:)', told)
    for file in ("README.md", "docs/../ui/claims.py", "/etc/passwd", "docs/nothing.md"):
        with pytest.raises(LookupError, match="there is no document"):
            documents.text(file)


@pytest.mark.browser
def test_a_reader_filters_opens_a_document_and_comes_back(visit):
    visitor = visit(query="?page=claims")
    page = visitor.page
    expect(page.locator("[data-claim]")).to_have_count(70)
    page.locator("[data-filter=system]").select_option("S6")
    page.locator("[data-filter=kind]").select_option("Q")
    expect(page.locator("[data-claim]")).to_have_count(2)
    expect(page.locator("[data-count]")).to_have_text("2 of 70 claims")
    mine = [
        claim["number"] for claim in REGISTER["claims"] if "S6" in claim["systems"] and "Q" in claim["kinds"]
    ]
    found = [RECORD["claims"][str(number)]["verdict"] for number in mine]
    page.locator("[data-filter=verdict]").select_option(found[0])
    expect(page.locator("[data-claim]")).to_have_count(found.count(found[0]))
    page.locator("[data-filter=verdict]").select_option("")
    page.locator("[data-open='docs/validation.md']").first.click()
    expect(page.locator("[data-document]")).to_contain_text("What is known to be off")
    page.locator("[data-action=close-document]").click()
    expect(page.locator("[data-claim]")).to_have_count(2)
    page.locator("[data-action=language]").select_option("ja")
    expect(page.locator("[data-count]")).to_have_text("70件中2件")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("location.search = '?page=claims&document=docs/validation.md'")
    expect(page.locator("[data-document]")).to_be_visible()
    page.locator("[data-action=close-document]").click()
    expect(page.locator("[data-claim]")).to_have_count(70)
