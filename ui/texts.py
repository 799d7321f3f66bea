"""Every word of the pages, in English and Japanese, by id."""

from __future__ import annotations

from functools import cache

LANGUAGES = {"en": "English", "ja": "日本語"}

TEXTS: dict[str, dict[str, str]] = {
    # ---- frame
    "page.title": {"en": "Belief Machine", "ja": "ビリーフ・マシン"},
    "page.subtitle": {
        "en": "An economy of the AI boom, grown from local rules",
        "ja": "局所的なルールから生まれるAIブームの経済",
    },
    "page.language": {"en": "Language", "ja": "言語"},
    "page.theme": {"en": "Colours", "ja": "配色"},
    "page.theme.auto": {"en": "As the system", "ja": "システムに合わせる"},
    "page.theme.light": {"en": "Light", "ja": "ライト"},
    "page.theme.dark": {"en": "Dark", "ja": "ダーク"},
    "page.skip": {"en": "Skip to the charts", "ja": "グラフへ移動"},
    # ---- controls
    "controls.title": {"en": "Set up an economy", "ja": "経済を設定する"},
    "controls.scenario": {"en": "Scenario", "ja": "シナリオ"},
    "controls.seed": {"en": "Seed of luck", "ja": "運の種（シード）"},
    "controls.seed.hint": {
        "en": "The same seed gives the same luck, and so the same history.",
        "ja": "同じシードなら運も同じで、歴史も同じになります。",
    },
    "controls.new_seed": {"en": "Another seed", "ja": "別のシード"},
    "controls.sliders": {"en": "Mechanisms", "ja": "しくみの強さ"},
    "controls.hint": {
        "en": "Point at a mechanism to read what it does.",
        "ja": "しくみを指すと説明が表示されます。",
    },
    "controls.run": {"en": "Run", "ja": "実行"},
    "controls.defaults": {"en": "Back to the defaults", "ja": "初期値に戻す"},
    "controls.stale": {
        "en": "Settings changed: press Run",
        "ja": "設定が変わりました。「実行」を押してください",
    },
    "controls.source": {"en": "Source", "ja": "出典"},
    "controls.assumed": {"en": "assumed", "ja": "仮定"},
    "controls.usual": {"en": "usual value {value}", "ja": "標準値 {value}"},
    # ---- settings
    "scenario.base": {"en": "Base", "ja": "基本"},
    "question.base": {
        "en": "What does the boom look like, with everything as it was?",
        "ja": "すべてが実際どおりなら、ブームはどう見えるか。",
    },
    "scenario.straight": {"en": "Straight", "ja": "証拠だけ"},
    "question.straight": {
        "en": "What would the same world have done with the belief switches off?",
        "ja": "信念のしくみを切った同じ世界なら、どうなっていたか。",
    },
    "scenario.no-ai": {"en": "No AI", "ja": "AIなし"},
    "question.no-ai": {
        "en": "What would the straight world have done without the technology?",
        "ja": "証拠だけの世界にAI技術もなかったら、どうなっていたか。",
    },
    "scenario.rates-never": {"en": "Rates never rise", "ja": "利上げなし"},
    "question.rates-never": {
        "en": "Would the boom have come earlier, and cost more, without the rate shock of 2022-23?",
        "ja": "2022〜23年の利上げがなければ、ブームはより早く、より高くついたか。",
    },
    "unit.1": {"en": "", "ja": ""},
    "unit.logit": {"en": "", "ja": ""},
    "unit.1/year": {"en": " a year", "ja": "／年"},
    "slider.herding": {"en": "Herding of funds", "ja": "ファンドの追随"},
    "meaning.herding": {"en": "how much a fund follows its co-investors", "ja": "共同投資家にどれほど従うか"},
    "slider.rivalry": {"en": "Rivalry in capex", "ja": "設備投資の競争"},
    "meaning.rivalry": {
        "en": "how much of the gap to rivals' capex a hyperscaler matches",
        "ja": "競争相手との設備投資の差をどれほど埋めるか",
    },
    "slider.bandwagon": {"en": "Bandwagon of firms", "ja": "企業の便乗"},
    "meaning.bandwagon": {
        "en": "how much a firm adopts AI because its peers do",
        "ja": "同業他社がAIを使うことにどれほど影響されるか",
    },
    "slider.payback_impatience": {"en": "Impatience", "ja": "短期志向"},
    "meaning.payback_impatience": {
        "en": "how much a fund shuns fields that pay back late",
        "ja": "回収の遅い分野をどれほど避けるか",
    },
    "slider.wage_bidding": {"en": "Wage bidding", "ja": "賃金競争"},
    "meaning.wage_bidding": {
        "en": "how hard employers bid for AI researchers",
        "ja": "AI研究者をどれほど高く競り合うか",
    },
    "slider.switching_cost": {"en": "Cost of changing job", "ja": "転職の負担"},
    "meaning.switching_cost": {
        "en": "how much it takes to leave one's field",
        "ja": "分野を離れるのにどれほどの負担があるか",
    },
    "slider.rate_shock": {"en": "Rate shock of 2022-23", "ja": "2022〜23年の利上げ"},
    "meaning.rate_shock": {
        "en": "1: rates rise as they did; 0: they never do",
        "ja": "1：実際どおり上昇、0：上昇なし",
    },
    "slider.technology": {"en": "AI technology arrives", "ja": "AI技術の到来"},
    "meaning.technology": {"en": "whether AI technology arrives at all", "ja": "AI技術がそもそも到来するか"},
    # ---- stage
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
    # ---- panels
    "panel.money.title": {
        "en": "AI takes {share} of the {total} a year of venture money",
        "ja": "年{total}のベンチャー資金のうちAIが{share}",
    },
    "panel.money.note": {
        "en": "Money into start-ups and labs by field, dollars a year (last twelve months)",
        "ja": "分野別のスタートアップ・研究所への投資、年額（直近12か月、ドル）",
    },
    "panel.people.title": {
        "en": "AI industry employs {people} researchers, {times} as many as in January 2015",
        "ja": "AI産業の研究者は{people}、2015年1月の{times}",
    },
    "panel.people.note": {
        "en": "Researchers by field, people, logarithmic scale",
        "ja": "分野別の研究者数（人、対数目盛）",
    },
    "panel.capex.title": {
        "en": "Hyperscalers' capex runs at {usd} a year",
        "ja": "ハイパースケーラーの設備投資は年{usd}",
    },
    "panel.capex.note": {
        "en": "Spending on data centres, dollars a year (last twelve months)",
        "ja": "データセンターへの支出、年額（直近12か月、ドル）",
    },
    "panel.technology.title": {
        "en": "AI technology stands at {ai} its level of 2015, clean energy at {clean}",
        "ja": "技術水準は2015年比でAIが{ai}、クリーンエネルギーが{clean}",
    },
    "panel.technology.note": {
        "en": "Technology level, January 2015 = 1, logarithmic scale",
        "ja": "技術水準、2015年1月＝1（対数目盛）",
    },
    "panel.chips.title": {
        "en": "Chip vendors sell {usd} a year to data centres and keep {margin} as gross margin",
        "ja": "チップ企業のデータセンター向け売上は年{usd}、粗利率{margin}",
    },
    "panel.chips.note": {
        "en": "Chip vendors' revenue from data centres, dollars a year (last twelve months)",
        "ja": "チップ企業のデータセンター向け売上、年額（直近12か月、ドル）",
    },
    "panel.labs.title": {
        "en": "The leading lab is valued at {usd}; all labs sell {sales} a year",
        "ja": "首位の研究所の評価額は{usd}、全研究所の売上は年{sales}",
    },
    "panel.labs.note": {
        "en": "Valuation of the leading lab and yearly sales of all labs, dollars, logarithmic scale",
        "ja": "首位研究所の評価額と全研究所の年間売上（ドル、対数目盛）",
    },
    "panel.adoption.title": {
        "en": "{speaking} of large firms speak of AI; {using} of all firms use it",
        "ja": "大企業の{speaking}がAIを語り、全企業の{using}が使う",
    },
    "panel.adoption.using.title": {
        "en": "{large} of large firms use AI, {using} of all firms",
        "ja": "AIを使う企業は大企業の{large}、全企業の{using}",
    },
    "panel.adoption.note": {"en": "Share of incumbent firms", "ja": "既存企業に占める割合"},
    "panel.pay.title": {
        "en": "Frontier AI pays {usd} a year, {times} as much as basic science",
        "ja": "最先端AIの年収は{usd}、基礎科学の{times}",
    },
    "panel.pay.note": {
        "en": "Median pay of researchers, dollars a year, logarithmic scale",
        "ja": "研究者の年収中央値（ドル、対数目盛）",
    },
    "panel.network.title": {
        "en": "Investors put {usd} a year into start-ups and labs",
        "ja": "スタートアップと研究所への投資は年{usd}",
    },
    "panel.network.loop.title": {
        "en": "Labs raise {labs} a year, {share} of it from those who sell to them",
        "ja": "研究所の調達は年{labs}、うち{share}は研究所に売る側から",
    },
    "panel.network.note": {
        "en": "Who funds whom, and who buys from whom: payments of the last twelve months; a line four times as thick is sixteen times the dollars",
        "ja": "誰が誰に資金を出し、誰が誰から買うか（直近12か月の支払い、線の太さの二乗が金額に比例）",
    },
    "network.funding": {"en": "funding", "ja": "資金提供"},
    "network.purchase": {"en": "purchases and wages", "ja": "購入と賃金"},
    "what.draw commitment": {"en": "money put into the fund", "ja": "ファンドへの出資"},
    "what.issue share": {"en": "shares in a funding round", "ja": "増資の引き受け"},
    "what.lend": {"en": "a loan", "ja": "融資"},
    "what.AI cloud": {"en": "AI compute", "ja": "AI計算資源"},
    "what.cloud": {"en": "cloud services", "ja": "クラウド"},
    "what.model service": {"en": "use of AI models", "ja": "AIモデルの利用"},
    "what.AI subscriptions": {"en": "AI subscriptions", "ja": "AIの月額利用"},
    "what.chips": {"en": "chips", "ja": "チップ"},
    "what.data centres": {"en": "data centres", "ja": "データセンター"},
    "what.AI halls": {"en": "AI halls", "ja": "AI棟"},
    "what.foundry": {"en": "chip manufacturing", "ja": "チップ製造"},
    "what.wages": {"en": "wages", "ja": "賃金"},
    "group.funds": {"en": "Funds", "ja": "投資家"},
    "group.startups": {"en": "Start-ups", "ja": "新興企業"},
    "group.labs": {"en": "Labs", "ja": "研究所"},
    "group.hyperscalers": {"en": "Clouds", "ja": "クラウド"},
    "group.chip_vendors": {"en": "Chips", "ja": "チップ"},
    "network.hint": {
        "en": "Point at a group or a line to read it in words.",
        "ja": "グループや線を指すと説明が表示されます。",
    },
    "network.sentence": {
        "en": "{payer} paid {payee} {usd} in the year to {month}: {what}.",
        "ja": "{month}までの1年に{payer}は{payee}へ{usd}を支払った：{what}。",
    },
    "network.node": {
        "en": "{name}: {into} came in and {out} went out in the year to {month}.",
        "ja": "{name}：{month}までの1年の受取は{into}、支払は{out}。",
    },
    "network.from": {"en": "Most came from {name}.", "ja": "最大の受取元は{name}。"},
    "network.to": {"en": "Most went to {name}.", "ja": "最大の支払先は{name}。"},
    "network.payer": {"en": "Payer", "ja": "支払う側"},
    "network.payee": {"en": "Payee", "ja": "受け取る側"},
    "network.what": {"en": "For", "ja": "内容"},
    "network.usd": {"en": "Dollars a year", "ja": "年額（ドル）"},
    # ---- lines and groups
    "line.ai": {"en": "AI", "ja": "AI"},
    "line.clean_energy": {"en": "Clean energy", "ja": "クリーンエネルギー"},
    "line.biotech": {"en": "Biotech", "ja": "バイオ"},
    "line.software": {"en": "Software", "ja": "ソフトウェア"},
    "line.hardware": {"en": "Hardware", "ja": "ハードウェア"},
    "line.basic_science": {"en": "Basic science", "ja": "基礎科学"},
    "line.ai_industry": {"en": "AI industry", "ja": "AI産業"},
    "line.ai_academia": {"en": "AI academia", "ja": "AI学界"},
    "line.world": {"en": "World", "ja": "世界"},
    "line.hyperscalers": {"en": "Hyperscalers", "ja": "ハイパースケーラー"},
    "line.chip_vendors": {"en": "Revenue", "ja": "売上"},
    "line.valuation": {"en": "Valuation", "ja": "評価額"},
    "line.sales": {"en": "Sales", "ja": "売上"},
    "line.speaking": {"en": "Large, speak", "ja": "大企業・発言"},
    "line.large_using": {"en": "Large, use", "ja": "大企業・利用"},
    "line.using": {"en": "All, use", "ja": "全企業・利用"},
    "line.ai_frontier": {"en": "Frontier AI", "ja": "最先端AI"},
    "node.households": {"en": "Households", "ja": "家計"},
    "node.bank": {"en": "Banks", "ja": "銀行"},
    "node.staff": {"en": "Researchers and staff", "ja": "研究者と従業員"},
    "node.incumbents": {"en": "Incumbent firms", "ja": "既存企業"},
    "node.outside_firms": {"en": "Other firms", "ja": "その他の企業"},
    "node.funds.funds": {"en": "Venture funds", "ja": "ベンチャーファンド"},
    "node.funds.corporate": {"en": "Corporate purses", "ja": "企業の投資部門"},
    "node.funds.sovereign": {"en": "Sovereign purses", "ja": "政府系ファンド"},
    "node.startups.ai": {"en": "AI start-ups", "ja": "AIスタートアップ"},
    "node.startups.clean_energy": {
        "en": "Clean-energy start-ups",
        "ja": "クリーンエネルギー系スタートアップ",
    },
    "node.startups.biotech": {"en": "Biotech start-ups", "ja": "バイオ系スタートアップ"},
    "node.startups.software": {"en": "Software start-ups", "ja": "ソフトウェア系スタートアップ"},
    "node.startups.hardware": {"en": "Hardware start-ups", "ja": "ハードウェア系スタートアップ"},
    "node.labs.number": {"en": "Lab {number}", "ja": "研究所{number}"},
    "node.hyperscalers.number": {"en": "Hyperscaler {number}", "ja": "ハイパースケーラー{number}"},
    "node.chip_vendors.number": {"en": "Chip vendor {number}", "ja": "チップ企業{number}"},
    # ---- events
    "event.rate_up": {"en": "The policy rate has risen to {rate}", "ja": "政策金利が{rate}に上昇"},
    "event.rate_down": {"en": "The policy rate has fallen to {rate}", "ja": "政策金利が{rate}に低下"},
    "event.boom": {
        "en": "A boom: for a year AI has taken at least twice its 2015 share of venture money, now {share}",
        "ja": "ブーム：AIの資金シェアが1年間2015年の2倍以上（現在{share}）",
    },
    "event.bust": {
        "en": "A bust: AI venture money and data-centre capex are down {fall} from their peak",
        "ja": "崩壊：AIへの投資とデータセンター設備投資がピークから{fall}減少",
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


@cache
def words(language: str) -> dict[str, str]:
    """Return every text of a language by id; a language the pages lack is a KeyError that names those there are."""
    if language not in LANGUAGES:
        raise KeyError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    return {name: by_language[language] for name, by_language in TEXTS.items()}
