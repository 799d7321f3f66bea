"""Words of the menu of pages, and of links that ask for something the pages lack."""

from __future__ import annotations

MENU: dict[str, dict[str, str]] = {
    "menu.label": {"en": "Pages", "ja": "ページ"},
    "menu.watch": {"en": "Watch", "ja": "観察"},
    "menu.costs": {"en": "Costs", "ja": "代償"},
    "menu.loop": {"en": "Loop", "ja": "循環"},
    "menu.agents": {"en": "Agents", "ja": "エージェント"},
    "menu.compare": {"en": "Compare", "ja": "比較"},
    "menu.claims": {"en": "Claims", "ja": "主張"},
    "menu.lessons": {"en": "Lessons", "ja": "授業"},
    "menu.about": {"en": "About", "ja": "このモデル"},
    "link.page": {
        "en": "The link names a page that is not here: “{given}”. This is the first page.",
        "ja": "リンクのページ「{given}」はありません。最初のページを表示しています。",
    },
    "link.document": {
        "en": "The link names a document that this page does not have: “{given}”.",
        "ja": "リンクの文書「{given}」はこのページにありません。",
    },
    "link.month": {
        "en": "The link names a month that is not in the run: “{given}”. Months go from 2015-01 to 2035-12.",
        "ja": "リンクの月「{given}」は計算の範囲にありません。月は2015-01から2035-12までです。",
    },
}
