"""Words of what happened when: turns of the boom and milestones of technology."""

from __future__ import annotations

EVENTS: dict[str, dict[str, str]] = {
    "event.rate_up": {"en": "The policy rate has risen to {rate}", "ja": "政策金利が{rate}に上昇"},
    "event.rate_down": {"en": "The policy rate has fallen to {rate}", "ja": "政策金利が{rate}に低下"},
    "event.boom": {
        "en": "A boom: for a year AI has taken at least twice its 2015 share of venture money, now {share}",
        "ja": "ブーム：ベンチャー資金に占めるAIの割合が1年続けて2015年の2倍以上（現在{share}）",
    },
    "event.bust": {
        "en": "A bust: AI venture money and data-centre capex together have fallen {fall} from their highest of two years",
        "ja": "崩壊：AIへのベンチャー資金とデータセンター設備投資の合計が、2年間の最高から{fall}減少",
    },
    "event.truth": {
        "en": "AI's true worth: {points} points of productivity a year; nobody knew it, and {low} to {high} were possible",
        "ja": "AIの真の効果：生産性を年{points}ポイント。誰も知らず、{low}〜{high}がありえた",
    },
    "milestone.later": {"en": "A new milestone of AI technology", "ja": "AI技術の新たな節目"},
    "milestone.TensorFlow opened": {"en": "TensorFlow opened", "ja": "TensorFlow公開"},
    "milestone.Residual networks": {"en": "Residual networks", "ja": "残差ネットワーク（ResNet）"},
    "milestone.AlphaGo beats Lee Sedol": {"en": "AlphaGo beats Lee Sedol", "ja": "AlphaGoがイ・セドルに勝利"},
    "milestone.Neural machine translation in service": {
        "en": "Neural machine translation in service",
        "ja": "ニューラル機械翻訳が実用化",
    },
    "milestone.Transformer": {"en": "Transformer", "ja": "Transformer"},
    "milestone.AlphaZero": {"en": "AlphaZero", "ja": "AlphaZero"},
    "milestone.BERT": {"en": "BERT", "ja": "BERT"},
    "milestone.GPT-2": {"en": "GPT-2", "ja": "GPT-2"},
    "milestone.GPT-3 offered as a service": {"en": "GPT-3 offered as a service", "ja": "GPT-3のサービス開始"},
    "milestone.AlphaFold 2 at CASP14": {"en": "AlphaFold 2 at CASP14", "ja": "AlphaFold 2、CASP14で成果"},
    "milestone.GitHub Copilot preview": {"en": "GitHub Copilot preview", "ja": "GitHub Copilotプレビュー"},
    "milestone.DALL-E 2": {"en": "DALL-E 2", "ja": "DALL-E 2"},
    "milestone.Stable Diffusion opened": {"en": "Stable Diffusion opened", "ja": "Stable Diffusion公開"},
    "milestone.ChatGPT": {"en": "ChatGPT", "ja": "ChatGPT"},
    "milestone.GPT-4": {"en": "GPT-4", "ja": "GPT-4"},
    "milestone.Llama 2 opened": {"en": "Llama 2 opened", "ja": "Llama 2公開"},
    "milestone.Sora shown": {"en": "Sora shown", "ja": "Sora発表"},
    "milestone.Claude 3": {"en": "Claude 3", "ja": "Claude 3"},
    "milestone.GPT-4o": {"en": "GPT-4o", "ja": "GPT-4o"},
    "milestone.o1 preview": {"en": "o1 preview", "ja": "o1プレビュー"},
    "milestone.DeepSeek R1 opened": {"en": "DeepSeek R1 opened", "ja": "DeepSeek R1公開"},
    "milestone.Coding assistants that act (Claude Code)": {
        "en": "Coding assistants that act (Claude Code)",
        "ja": "自ら動くコーディング支援（Claude Code）",
    },
    "milestone.Veo 3": {"en": "Veo 3", "ja": "Veo 3"},
    "milestone.Gold-medal score at the mathematical olympiad": {
        "en": "Gold-medal score at the mathematical olympiad",
        "ja": "数学オリンピックで金メダル相当",
    },
    "milestone.GPT-5": {"en": "GPT-5", "ja": "GPT-5"},
    "milestone.Gemini 3": {"en": "Gemini 3", "ja": "Gemini 3"},
}
