"""Words of refusals: what cannot be run, and why; the English ones are the lines that the page and the model write."""

from __future__ import annotations

REFUSALS: dict[str, dict[str, str]] = {
    "refused.twice": {"en": "{name}: given twice", "ja": "{name}が二度書かれています"},
    "refused.seed": {
        "en": "seed: {given} is not a whole number from 0 to {high}",
        "ja": "シード（seed）「{given}」は使えません。0から{high}までの整数にしてください",
    },
    "refused.number": {
        "en": "{name}: {given} is not a number",
        "ja": "{name}の値「{given}」は数ではありません",
    },
    "refused.scenario.near": {
        "en": "scenario {given} is not known; the nearest name is {near}",
        "ja": "シナリオ「{given}」はありません。近い名前は「{near}」です",
    },
    "refused.scenario": {
        "en": "scenario {given} is not known; choose one of: {names}",
        "ja": "シナリオ「{given}」はありません。次から選んでください：{names}",
    },
    "refused.many": {
        "en": "{name} {given}: the page runs {high} at most; the command line may take more",
        "ja": "{name}を{given}にはできません。このページでは{high}までです（コマンドラインではそれ以上も可能です）",
    },
    "refused.parameter.near": {
        "en": "parameter {name}: unknown; did you mean {near}?",
        "ja": "「{name}」というパラメータはありません。{near}のことですか",
    },
    "refused.parameter": {
        "en": "parameter {name}: unknown",
        "ja": "「{name}」というパラメータはありません",
    },
    "refused.whole.unit": {
        "en": "parameter {name}: {given} is no whole number; allowed: {low} to {high} {unit}",
        "ja": "{name}の値{given}は整数ではありません。{low}から{high}{unit}までの整数にしてください",
    },
    "refused.bounds.unit": {
        "en": "parameter {name}: {given} is out of bounds; allowed: {low} to {high} {unit}",
        "ja": "{name}の値{given}は範囲外です。{low}から{high}{unit}までにしてください",
    },
    "refused.bounds": {
        "en": "parameter {name}: {given} is out of bounds; allowed: {low} to {high}",
        "ja": "{name}の値{given}は範囲外です。{low}から{high}までにしてください",
    },
    "refused.quoted": {
        "en": "{line}",
        "ja": "プログラムからの報告（英語）：{line}",
    },
}
"""In their order: of two that a line fits, the first one is meant."""

UNITS: dict[str, dict[str, str]] = {
    "measured.1": {"en": "", "ja": ""},
    "measured.0 or 1": {"en": "", "ja": ""},
    "measured.1/month": {"en": " 1/month", "ja": "／月"},
    "measured.1/quarter": {"en": " 1/quarter", "ja": "／四半期"},
    "measured.1/sqrt(year)": {"en": " 1/sqrt(year)", "ja": "／√年"},
    "measured.1/year": {"en": " 1/year", "ja": "／年"},
    "measured.agents": {"en": " agents", "ja": "体"},
    "measured.billion": {"en": " billion", "ja": "十億"},
    "measured.firms": {"en": " firms", "ja": "社"},
    "measured.funds": {"en": " funds", "ja": "ファンド"},
    "measured.log": {"en": " log", "ja": "（対数）"},
    "measured.logit": {"en": " logit", "ja": "（ロジット）"},
    "measured.logit a month": {"en": " logit a month", "ja": "（ロジット／月）"},
    "measured.months": {"en": " months", "ja": "か月"},
    "measured.people": {"en": " people", "ja": "人"},
    "measured.points a year": {"en": " points a year", "ja": "ポイント／年"},
    "measured.share": {"en": " share", "ja": "（割合）"},
    "measured.share of product": {"en": " share of product", "ja": "（生産に占める割合）"},
    "measured.usd": {"en": " usd", "ja": "ドル"},
    "measured.usd a year": {"en": " usd a year", "ja": "ドル／年"},
    "measured.usd a year an agent": {"en": " usd a year an agent", "ja": "ドル／年・体"},
    "measured.usd an agent": {"en": " usd an agent", "ja": "ドル／体"},
    "measured.usd of 2015 a year": {"en": " usd of 2015 a year", "ja": "ドル／年（2015年価格）"},
    "measured.years": {"en": " years", "ja": "年"},
}
"""Units of parameters, as they stand behind a bound; those of the model are English words."""
