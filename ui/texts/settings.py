"""Words of the settings: scenarios, sliders, switches and what each of them does."""

from __future__ import annotations

SETTINGS: dict[str, dict[str, str]] = {
    "controls.title": {"en": "Set up an economy", "ja": "経済を設定する"},
    "controls.scenario": {"en": "Scenario", "ja": "シナリオ"},
    "controls.seed": {"en": "Seed of luck", "ja": "運の種（シード）"},
    "controls.seed.hint": {
        "en": "The same seed gives the same luck, and so the same history.",
        "ja": "同じシードなら運も同じで、歴史も同じになります。",
    },
    "controls.seed.wrong": {
        "en": "A seed is a whole number from 0 to 2147483647.",
        "ja": "シードは0から2147483647までの整数です。",
    },
    "controls.new_seed": {"en": "Another seed", "ja": "別のシード"},
    "controls.sliders": {"en": "The world", "ja": "世界の条件"},
    "controls.hint": {
        "en": "Point at a setting to read what it does.",
        "ja": "項目を指すと説明が表示されます。",
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
    "controls.mechanisms": {"en": "Mechanisms", "ja": "しくみ"},
    "controls.mechanisms.hint": {
        "en": "Switch a mechanism off, or make it weaker or stronger, and see which cost changes.",
        "ja": "しくみを切ったり強さを変えたりして、どの代償が変わるかを見ます。",
    },
    "controls.language": {"en": "en", "ja": "ja"},
    "controls.belief": {"en": "Belief", "ja": "信念"},
    "controls.belief.hint": {
        "en": "With all nine off, everybody follows evidence only.",
        "ja": "九つすべてを切ると、誰もが証拠だけに従います。",
    },
    "controls.others": {"en": "Markets, states and limits", "ja": "市場・国家・制約"},
    "controls.compare": {"en": "Lay it over base, same luck", "ja": "同じ運で「基本」と重ねる"},
    "controls.more": {"en": "All other parameters", "ja": "その他のパラメータ"},
    "controls.more.hint": {
        "en": "Every number of the model can be changed here. Unit, bounds and source show on the row you point at.",
        "ja": "モデルのすべての数値をここで変えられます。指した行に単位・範囲・出典が出ます。名前と説明は英語です。",
    },
    "controls.search": {"en": "Search by name or meaning", "ja": "名前や説明で検索（英語）"},
    "controls.found.some": {
        "en": "{shown} of {count} are listed; search to narrow",
        "ja": "{count}件中{shown}件を表示。検索で絞り込めます",
    },
    "controls.found.all": {"en": "{count} found", "ja": "{count}件"},
    "controls.found.none": {"en": "No parameter is called that", "ja": "該当するパラメータはありません"},
    "controls.many": {"en": "{name} ({count} changed)", "ja": "{name}（{count}件変更）"},
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
    "scenario.quiet": {"en": "Quiet", "ja": "静かな世界"},
    "question.quiet": {
        "en": "Nothing arrives and no voice speaks: how often does the model boom by itself?",
        "ja": "何も到来せず誰も語らないとき、モデルはどれほどの頻度でひとりでにブームを起こすか。",
    },
    "unit.usd a year": {"en": " a year", "ja": "／年"},
    "slider.payback_impatience": {"en": "Impatience", "ja": "短期志向"},
    "meaning.payback_impatience": {
        "en": "How much a fund shuns fields that pay back late.",
        "ja": "回収の遅い分野をファンドがどれほど避けるか。",
    },
    "slider.switching_cost": {"en": "Cost of changing job", "ja": "転職の負担"},
    "meaning.switching_cost": {
        "en": "How much it takes to leave one's field.",
        "ja": "分野を離れるのにどれほどの負担があるか。",
    },
    "slider.wage_bidding": {"en": "Wage bidding", "ja": "賃金競争"},
    "meaning.wage_bidding": {
        "en": "How hard employers bid for AI researchers.",
        "ja": "AI研究者をどれほど高く競り合うか。",
    },
    "slider.technology": {"en": "AI technology arrives", "ja": "AI技術の到来"},
    "meaning.technology": {
        "en": "Whether AI technology arrives at all.",
        "ja": "AI技術がそもそも到来するか。",
    },
    "slider.rate_shock": {"en": "Rate shock of 2022-23", "ja": "2022〜23年の利上げ"},
    "meaning.rate_shock": {
        "en": "Whether the policy rate rises in 2022-23 as it did.",
        "ja": "政策金利が2022〜23年に実際どおり上がるか。",
    },
    "slider.myth": {"en": "Myth", "ja": "神話"},
    "meaning.myth": {
        "en": "Tech leaders tell of a ceiling far above today, with or without evidence.",
        "ja": "テック企業の指導者が、証拠の有無にかかわらず遠い可能性を語る。",
    },
    "slider.logic": {"en": "Logic", "ja": "論理"},
    "meaning.logic": {
        "en": "Wall Street turns the ceiling into a number when earnings and rates allow it.",
        "ja": "業績と金利が許すとき、ウォール街が可能性を数字に変える。",
    },
    "slider.sermon": {"en": "Sermon", "ja": "説教"},
    "meaning.sermon": {
        "en": "Media and feeds preach hope and alarm, set off by events and amplified by attention.",
        "ja": "メディアとSNSが、できごとに反応して希望と不安を説き、注目がそれを増幅する。",
    },
    "slider.fear": {"en": "Fear", "ja": "恐れ"},
    "meaning.fear": {
        "en": "The fear of being left behind travels beside hope and speeds up adoption.",
        "ja": "取り残される恐れが希望とともに広がり、導入を速める。",
    },
    "slider.herding": {"en": "Herding of funds", "ja": "ファンドの追随"},
    "meaning.herding": {
        "en": "A fund leans towards what its co-investors choose.",
        "ja": "ファンドが共同投資家の選択に引き寄せられる。",
    },
    "slider.premium": {"en": "Premium for saying AI", "ja": "AIと言うことの上乗せ"},
    "meaning.premium": {
        "en": "The market rewards firms that say AI, and later punishes silence.",
        "ja": "市場が「AI」と言う企業に報い、のちには沈黙を罰する。",
    },
    "slider.bandwagon": {"en": "Bandwagon of firms", "ja": "企業の便乗"},
    "meaning.bandwagon": {
        "en": "A firm starts AI programmes, and says AI, because its peers do.",
        "ja": "同業他社がAIを使い、AIを語るから、自社もそうする。",
    },
    "slider.rivalry": {"en": "Rivalry in capex", "ja": "設備投資の競争"},
    "meaning.rivalry": {
        "en": "A hyperscaler matches part of the gap to its rivals' capex, and asks for less return before it builds.",
        "ja": "ハイパースケーラーが競争相手との投資の差を一部埋め、より低い収益でも建てる。",
    },
    "slider.loop_finance": {"en": "Loop finance", "ja": "循環する資金"},
    "meaning.loop_finance": {
        "en": "Clouds and chip vendors put money into the labs that buy from them, and count the gains as means to invest.",
        "ja": "クラウドとチップ企業が顧客である研究所に出資し、値上がりを投資余力とみなす。",
    },
    "slider.passive_index": {"en": "Index funds", "ja": "インデックス投資"},
    "meaning.passive_index": {
        "en": "Savings flow into the index and favour the largest firms.",
        "ja": "貯蓄がインデックスに流れ、最大手を有利にする。",
    },
    "slider.short_selling": {"en": "Short selling", "ja": "空売り"},
    "meaning.short_selling": {
        "en": "Investors may sell AI shares that they do not own, and pay for it every month.",
        "ja": "投資家がAI株を借りて売ることができ、毎月その費用を払う。",
    },
    "slider.industrial_policy": {"en": "Subsidies and export controls", "ja": "補助金と輸出規制"},
    "meaning.industrial_policy": {
        "en": "Blocs pay for compute of their own and restrict what rivals may buy.",
        "ja": "各陣営が自前の計算資源に補助金を出し、相手の購入を制限する。",
    },
    "slider.energy_limit": {"en": "Grid limit", "ja": "電力網の制約"},
    "meaning.energy_limit": {
        "en": "The grid connects only so many new data centres.",
        "ja": "電力網が接続できる新しいデータセンターには限りがある。",
    },
    "slider.disclosure": {"en": "Disclosure", "ja": "結果の公開"},
    "meaning.disclosure": {
        "en": "Firms must publish the results of all AI programmes, the failed ones too.",
        "ja": "企業は失敗も含め、すべてのAI案件の結果を公表しなければならない。",
    },
    "slider.patient_capital_usd": {"en": "Patient public fund", "ja": "長期の公的資金"},
    "meaning.patient_capital_usd": {
        "en": "A public venture fund that listens to no voice, dollars a year in 2015; it grows as other pledges do.",
        "ja": "どの声にも耳を貸さない公的ベンチャー基金（2015年の年額。ほかの出資約束と同じ率で増える）。",
    },
}
