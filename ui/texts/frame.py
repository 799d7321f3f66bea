"""Words of the header, the stage and its transport."""

from __future__ import annotations

FRAME: dict[str, dict[str, str]] = {
    "page.title": {"en": "Belief Machine", "ja": "ビリーフ・マシン"},
    "page.subtitle": {
        "en": "An economy of the AI boom, grown from local rules",
        "ja": "局所的なルールから生まれるAIブームの経済",
    },
    "page.busy": {"en": "The server is at work", "ja": "サーバーが処理中です"},
    "page.language": {"en": "Language", "ja": "言語"},
    "page.theme": {"en": "Colours", "ja": "配色"},
    "page.theme.auto": {"en": "As the system", "ja": "システムに合わせる"},
    "page.theme.light": {"en": "Light", "ja": "ライト"},
    "page.theme.dark": {"en": "Dark", "ja": "ダーク"},
    "page.skip": {"en": "Skip to the charts", "ja": "グラフへ移動"},
    "stage.label": {"en": "The economy, month by month", "ja": "月ごとの経済"},
    "stage.transport": {"en": "Playback", "ja": "再生"},
    "stage.play": {"en": "Play", "ja": "再生"},
    "stage.pause": {"en": "Pause", "ja": "一時停止"},
    "stage.step": {"en": "One month forward", "ja": "1か月進む"},
    "stage.back": {"en": "One month back", "ja": "1か月戻る"},
    "stage.reset": {"en": "Back to the start", "ja": "最初に戻る"},
    "stage.end": {"en": "To the last month", "ja": "最後の月へ"},
    "stage.speed": {"en": "Speed", "ja": "速さ"},
    "stage.months_a_second": {"en": "{speed} months a second", "ja": "毎秒{speed}か月"},
    "stage.scrub": {"en": "Month", "ja": "月"},
    "stage.month": {"en": "Month", "ja": "月"},
    "stage.table": {"en": "Numbers", "ja": "数値"},
    "stage.luck.show": {
        "en": "Show other luck: where the middle {middle} of seeds {first} to {last} of this scenario lie (shaded)",
        "ja": "別の運を表示：このシナリオのシード{first}〜{last}の中央{middle}の範囲（塗り）",
    },
    "stage.luck.note": {
        "en": "{note}. Shaded: the middle {middle} of seeds {first} to {last}",
        "ja": "{note}。塗り：シード{first}〜{last}の中央{middle}",
    },
    "stage.luck.low": {"en": "{name}, a tenth of seeds are below", "ja": "{name}（1割のシードはこれ未満）"},
    "stage.luck.high": {
        "en": "{name}, a tenth of seeds are above",
        "ja": "{name}（1割のシードはこれを超える）",
    },
    "stage.events": {"en": "What happened when", "ja": "できごと"},
    "stage.no_event": {"en": "No event yet", "ja": "まだできごとはありません"},
    "stage.ahead": {"en": "after 2025: scenario", "ja": "2025年より後：シナリオ"},
    "stage.first": {
        "en": "Building the economy. The first months appear in a moment.",
        "ja": "経済を組み立てています。まもなく最初の月が表示されます。",
    },
    "stage.queue": {
        "en": "Waiting for a free worker. Other economies are running.",
        "ja": "順番を待っています。ほかの経済を計算中です。",
    },
    "stage.stale": {
        "en": "Settings changed: press Run to see the new economy. This picture is of the old one.",
        "ja": "設定が変わりました。「実行」を押すと新しい経済が表示されます。この図は前の設定のものです。",
    },
    "stage.before": {
        "en": "This picture is of the economy before it.",
        "ja": "この図は一つ前の経済のものです。",
    },
    "stage.failed": {"en": "This economy could not be run.", "ja": "この経済は計算できませんでした。"},
    "stage.again": {"en": "Run the default economy", "ja": "初期設定で実行する"},
    "worker.ended": {
        "en": "The worker process ended without an answer. Press Run to try again.",
        "ja": "計算プロセスが応答なしに終了しました。もう一度「実行」を押してください。",
    },
    "worker.silent": {
        "en": "The worker process has been silent for two minutes and was stopped. Press Run to try again.",
        "ja": "計算プロセスが2分間応答しなかったため停止しました。もう一度「実行」を押してください。",
    },
    "stage.groups": {"en": "Groups of charts", "ja": "図のグループ"},
}
