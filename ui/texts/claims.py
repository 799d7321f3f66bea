"""Words of the Claims page; the claims themselves stand in docs/claims.toml."""

from __future__ import annotations

CLAIMS: dict[str, dict[str, str]] = {
    "claims.title": {"en": "Claims about the boom", "ja": "ブームをめぐる主張"},
    "claims.lead": {
        "en": "Seventy claims of the public debate on the AI boom, in our own words. Under each stands what our documents record about it so far, with the figure and the file.",
        "ja": "AIブームをめぐる議論から70の主張を、私たちの言葉で並べました。それぞれの下に、文書に記録されたこれまでの結果を、数字とファイル名とともに示します。",
    },
    "claims.verdicts": {
        "en": "No claim has a verdict here. Verdicts come once the parameters have been fitted; until then the figures say what follows from numbers set by hand.",
        "ja": "ここではどの主張にも判定を下していません。判定はパラメータの推定が済んでからです。それまでの数字は、手で決めた値から導かれたものです。",
    },
    "claims.kind": {"en": "Kind", "ja": "種類"},
    "claims.system": {"en": "System", "ja": "系"},
    "claims.every": {"en": "all", "ja": "すべて"},
    "claims.kind.Q": {"en": "a quantity", "ja": "量"},
    "claims.kind.C": {"en": "a cause", "ja": "因果"},
    "claims.kind.V": {"en": "a value judgement", "ja": "価値判断"},
    "claims.count": {"en": "{shown} of {all} claims", "ja": "{all}件中{shown}件"},
    "claims.nothing": {"en": "Nothing is on record yet.", "ja": "記録はまだありません。"},
    "claims.back": {"en": "Back to the claims", "ja": "主張の一覧に戻る"},
    "claims.document": {"en": "A document of the project, in English:", "ja": "プロジェクトの文書（英語）："},
    "system.S1": {"en": "narrative machine", "ja": "物語の機械"},
    "system.S2": {"en": "belief to price", "ja": "信念から価格へ"},
    "system.S3": {"en": "capital loop", "ja": "資本の循環"},
    "system.S4": {"en": "spread to industries", "ja": "産業への広がり"},
    "system.S5": {"en": "announcement premium", "ja": "語ることの上乗せ"},
    "system.S6": {"en": "cost 1: capital", "ja": "代償1：資本"},
    "system.S7": {"en": "cost 2: talent", "ja": "代償2：人材"},
    "system.S8": {"en": "cost 3: FOMO capex", "ja": "代償3：恐れによる投資"},
    "system.S9": {"en": "tipping and bust", "ja": "転換と崩壊"},
    "system.S10": {"en": "structural change", "ja": "構造の変化"},
    "system.S11": {"en": "compute sovereignty", "ja": "計算資源の主権"},
    "system.S12": {"en": "credit standard", "ja": "信用の基準"},
    "system.S13": {"en": "index concentration", "ja": "指数の集中"},
    "system.S14": {"en": "hysteresis", "ja": "履歴効果"},
    "system.S15": {"en": "contrarian and abstainer", "ja": "逆張りと不参加"},
}
