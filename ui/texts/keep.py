"""Words of sharing and keeping: a link, the series, pictures, and the summary of a run on paper."""

from __future__ import annotations

KEEP: dict[str, dict[str, str]] = {
    "keep.label": {"en": "Share and keep", "ja": "共有と保存"},
    "keep.link": {"en": "Copy link", "ja": "リンクをコピー"},
    "keep.copied": {
        "en": "Copied: the link restores this economy, this page and this month.",
        "ja": "コピーしました。リンクを開くと、この経済・ページ・月が再現されます。",
    },
    "keep.by_hand": {"en": "Copy this link:", "ja": "このリンクをコピーしてください："},
    "keep.address": {"en": "Link to this economy", "ja": "この経済へのリンク"},
    "keep.csv": {"en": "Series (CSV)", "ja": "系列（CSV）"},
    "keep.ordered": {
        "en": "Ready when the economy that was ordered is drawn.",
        "ja": "実行した経済が表示されると使えます。",
    },
    "keep.later": {"en": "Ready when the run is over.", "ja": "計算が終わると保存できます。"},
    "keep.svg": {"en": "Picture (SVG)", "ja": "画像（SVG）"},
    "keep.svg.of": {"en": "Save this picture as SVG: {title}", "ja": "この図をSVGで保存：{title}"},
    "keep.twin": {"en": "dashed: the twin without belief", "ja": "破線：信念のない双子の世界"},
    "keep.seed": {"en": "seed {seed}", "ja": "シード{seed}"},
    "keep.print": {"en": "Print a summary", "ja": "まとめを印刷"},
    "print.title": {"en": "Summary of a run", "ja": "計算のまとめ"},
    "print.month": {"en": "As of {month}", "ja": "{month}時点"},
    "print.settings": {"en": "Settings other than the default", "ja": "初期設定と異なる設定"},
    "print.nothing": {"en": "Everything else is as usual.", "ja": "そのほかはすべて標準です。"},
    "print.costs": {"en": "The three costs", "ja": "三つの代償"},
    "print.again": {"en": "How to run it again", "ja": "同じ計算を繰り返すには"},
}
