"""Words of the charts: groups, findings and what each chart shows."""

from __future__ import annotations

PANELS: dict[str, dict[str, str]] = {
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
        "en": "The leading lab is valued at {usd}, {times} what it sells a year",
        "ja": "首位の研究所の評価額は{usd}、年間売上の{times}",
    },
    "panel.labs.early.title": {
        "en": "The leading lab is valued at {usd} and sells next to nothing yet",
        "ja": "首位の研究所の評価額は{usd}、売上はまだほとんどない",
    },
    "panel.labs.note": {
        "en": "Valuation of the leading lab and what it sold in twelve months, dollars, logarithmic scale",
        "ja": "首位研究所の評価額と直近12か月の売上（ドル、対数目盛）",
    },
    "panel.pay.title": {
        "en": "Frontier AI pays {usd} a year, {times} as much as basic science",
        "ja": "最先端AIの年収は{usd}、基礎科学の{times}",
    },
    "panel.pay.note": {
        "en": "What the median lab posts for frontier AI, and median pay in basic science, dollars a year, logarithmic scale",
        "ja": "最先端AI（研究所の提示年収の中央値）と基礎科学（年収中央値）（ドル、対数目盛）",
    },
    "panel.group.story": {"en": "Story", "ja": "物語"},
    "panel.group.story.note": {
        "en": "What the voices say, and what people make of it",
        "ja": "何が語られ、人々がどう受け取るか",
    },
    "panel.group.money": {"en": "Money", "ja": "資金"},
    "panel.group.money.note": {
        "en": "Who is funded, what it builds, and what the market pays for it",
        "ja": "誰に資金が向かい、何が建ち、市場がいくら払うか",
    },
    "panel.group.firms": {"en": "Firms", "ja": "企業"},
    "panel.group.firms.note": {
        "en": "Who says AI, who uses it, and what comes of the programmes",
        "ja": "誰がAIを語り、誰が使い、案件がどうなるか",
    },
    "panel.group.ideas": {"en": "Talent and ideas", "ja": "人材とアイデア"},
    "panel.group.ideas.note": {
        "en": "Where researchers go, and which fields advance",
        "ja": "研究者がどこへ行き、どの分野が進むか",
    },
    "panel.group.states": {"en": "States", "ja": "国家"},
    "panel.group.states.note": {
        "en": "Subsidies, export controls, the grid and the policy rate",
        "ja": "補助金、輸出規制、電力網、政策金利",
    },
    "panel.group.players": {"en": "Players", "ja": "プレーヤー"},
    "panel.group.players.note": {
        "en": "What becomes of those who play along, against, or not at all",
        "ja": "乗る、逆らう、降りる：それぞれの資産はどうなるか",
    },
    "voice.myth": {"en": "the myth", "ja": "神話"},
    "voice.logic": {"en": "Wall Street's logic", "ja": "ウォール街の論理"},
    "voice.sermon": {"en": "the sermon", "ja": "メディアの説教"},
    "panel.voices.myth.title": {
        "en": "The myth speaks loudest ({loud} of full strength), ahead of {second}",
        "ja": "最も大きな声は神話（最大の{loud}）、次は{second}",
    },
    "panel.voices.logic.title": {
        "en": "Wall Street's logic speaks loudest ({loud} of full strength), ahead of {second}",
        "ja": "最も大きな声はウォール街の論理（最大の{loud}）、次は{second}",
    },
    "panel.voices.sermon.title": {
        "en": "The sermon speaks loudest ({loud} of full strength), ahead of {second}",
        "ja": "最も大きな声はメディアの説教（最大の{loud}）、次は{second}",
    },
    "panel.voices.silent.title": {"en": "No voice speaks", "ja": "どの声も語らない"},
    "panel.voices.note": {
        "en": "Loudness of tech leaders, Wall Street and media, mean of twelve months; below zero: it argues against",
        "ja": "テック指導者・ウォール街・メディアの声の大きさ（12か月平均）。ゼロ未満は反対を説く",
    },
    "panel.belief.ahead.title": {
        "en": "Belief ({belief}) runs ahead of what results bear out ({evidence})",
        "ja": "信念（{belief}）が結果の裏づけ（{evidence}）を上回る",
    },
    "panel.belief.behind.title": {
        "en": "Belief ({belief}) lags what results bear out ({evidence})",
        "ja": "信念（{belief}）が結果の裏づけ（{evidence}）に届かない",
    },
    "panel.belief.level.title": {
        "en": "Belief ({belief}) stands where results bear it out",
        "ja": "信念（{belief}）は結果の裏づけと同じ水準",
    },
    "panel.belief.note": {
        "en": "Part of AI's promise believed, part borne out by published results, and fear; 0 to 100%",
        "ja": "AIの約束のうち信じられた部分、結果が裏づけた部分、そして恐れ（0〜100%）",
    },
    "panel.stakes.title": {
        "en": "Clouds and chip vendors put {usd} a year into the labs that buy from them",
        "ja": "クラウドとチップ企業は顧客である研究所に年{usd}を出資",
    },
    "panel.stakes.note": {
        "en": "Money for shares of labs, dollars a year (last twelve months): cash, and cloud credits when granted; bills labs may pay later are left out",
        "ja": "研究所への出資、年額（直近12か月、ドル）：現金と、付与時のクラウド利用枠。後払いは含まない",
    },
    "panel.shares.title": {
        "en": "AI shares stand at {ai} their level at the start of 2015, other shares at {rest}",
        "ja": "株価は2015年初め比でAI株が{ai}、その他が{rest}",
    },
    "panel.shares.note": {
        "en": "Market value, start of 2015 = 1, logarithmic scale",
        "ja": "時価総額、2015年初め＝1（対数目盛）",
    },
    "panel.multiple.title": {
        "en": "The leading chip vendor's shares cost {years} years of its earnings",
        "ja": "首位チップ企業の株価は利益の{years}年分",
    },
    "panel.multiple.none.title": {
        "en": "The leading chip vendor earns next to nothing, and its price has no ratio to that",
        "ja": "首位チップ企業の利益はほとんどなく、株価収益率は計れない",
    },
    "panel.multiple.note": {
        "en": "Price-earnings ratio: market value over earnings of the last year",
        "ja": "株価収益率：時価総額÷直近1年の利益",
    },
    "panel.concentration.title": {
        "en": "The seven largest firms make up {share} of the market",
        "ja": "上位7社が株式市場の{share}を占める",
    },
    "panel.concentration.note": {
        "en": "Weight of the seven largest firms in the value of all listed firms",
        "ja": "上場企業の時価総額に占める上位7社の割合",
    },
    "panel.adoption.ahead.title": {
        "en": "{saying} of large firms say AI, {using} use it",
        "ja": "大企業の{saying}がAIを語り、使うのは{using}",
    },
    "panel.adoption.behind.title": {
        "en": "{using} of large firms use AI, {saying} say so",
        "ja": "大企業の{using}がAIを使い、語るのは{saying}",
    },
    "panel.adoption.note": {
        "en": "Share of incumbent firms that say AI and that have an AI programme, all firms and large ones",
        "ja": "AIを語る企業とAI案件を持つ企業の割合（全企業と大企業）",
    },
    "panel.premium.up.title": {
        "en": "Firms that say AI return {premium} a year more than silent peers",
        "ja": "AIを語る企業の収益率は沈黙する同業より年{premium}高い",
    },
    "panel.premium.down.title": {
        "en": "Firms that say AI return {premium} a year less than silent peers",
        "ja": "AIを語る企業の収益率は沈黙する同業より年{premium}低い",
    },
    "panel.premium.early.title": {
        "en": "What firms that say AI return beside silent peers can be told once there are twelve months",
        "ja": "AIを語る企業と沈黙する同業の収益率の差は、12か月分がそろってから分かる",
    },
    "panel.premium.few.title": {
        "en": "Too few firms say AI, or too few are silent, to compare their returns",
        "ja": "AIを語る企業か沈黙する企業が少なすぎて、収益率を比べられない",
    },
    "panel.premium.note": {
        "en": "Share return of firms that say AI less that of the silent in the same industry, last twelve months; where at least 2% of firms are on each side",
        "ja": "AIを語る企業と同業の沈黙企業との株式収益率の差（直近12か月、双方が企業の2%以上のとき）",
    },
    "panel.terms.title": {
        "en": "Silent firms pay {if_silent} points over the policy rate, those that say AI {if_speaking}",
        "ja": "政策金利への上乗せは、沈黙する企業で{if_silent}ポイント、AIを語る企業で{if_speaking}ポイント",
    },
    "panel.terms.alike.title": {
        "en": "All firms pay the same on loans: {if_silent} points over the policy rate",
        "ja": "政策金利への上乗せは、どの企業も{if_silent}ポイントで同じ",
    },
    "panel.terms.note": {
        "en": "Interest on loans for AI programmes less the policy rate, points a year",
        "ja": "AI案件向け融資の金利から政策金利を引いた差（年率、ポイント）",
    },
    "panel.loans.title": {
        "en": "New AI programmes get {usd} a year in loans; none is refused",
        "ja": "新しいAI案件への融資は年{usd}、断られたものはない",
    },
    "panel.loans.refused.title": {
        "en": "New AI programmes get {usd} a year in loans; {share} of what is asked is refused",
        "ja": "新しいAI案件への融資は年{usd}、申し込みの{share}は断られる",
    },
    "panel.loans.none.title": {
        "en": "No firm has asked for a loan for a new AI programme in twelve months",
        "ja": "直近12か月、新しいAI案件への融資を申し込んだ企業はない",
    },
    "panel.loans.note": {
        "en": "Loans asked for, dollars a year (last twelve months); the silent are refused once half of all firms say AI",
        "ja": "融資の申し込み、年額（直近12か月、ドル）。半数の企業がAIを語ると、沈黙する企業は断られる",
    },
    "panel.programmes.title": {
        "en": "In a year firms start {started} AI programmes, scale {scaled} and drop {dropped}",
        "ja": "1年にAI案件を{started}件始め、{scaled}件を拡大し、{dropped}件をやめる",
    },
    "panel.programmes.note": {
        "en": "Programmes of incumbent firms, a year (last twelve months)",
        "ja": "既存企業のAI案件、年間件数（直近12か月）",
    },
    "panel.spending.title": {
        "en": "Firms spend {firms} a year on AI, households {households}",
        "ja": "AIへの支出は企業が年{firms}、家計が年{households}",
    },
    "panel.spending.note": {
        "en": "Firms' AI programmes and households' AI subscriptions, dollars a year (last twelve months)",
        "ja": "企業のAI案件と家計のAI利用料、年額（直近12か月、ドル）",
    },
    "panel.compute.title": {
        "en": "Compute rents for {rent} of its price of 2015; there is {stock} as much",
        "ja": "計算資源の賃料は2015年の{rent}、量は{stock}",
    },
    "panel.compute.note": {
        "en": "AI compute installed and its rent, January 2015 = 1, logarithmic scale",
        "ja": "設置されたAI計算資源とその賃料、2015年1月＝1（対数目盛）",
    },
    "panel.factor.title": {
        "en": "Compute takes {share} of what firms spend on AI",
        "ja": "企業のAI支出のうち計算資源は{share}",
    },
    "panel.factor.note": {
        "en": "Part of an AI programme's budget that buys compute, in the cheapest mix with bought services",
        "ja": "AI案件の予算のうち計算資源に向かう割合（購入サービスとの最も安い組み合わせ）",
    },
    "panel.use.title": {"en": "{use} of AI compute is in use", "ja": "AI計算資源の{use}が使われている"},
    "panel.use.note": {
        "en": "AI compute used or rented, over that installed",
        "ja": "設置されたAI計算資源のうち自社利用か賃貸中の割合",
    },
    "panel.graduates.title": {
        "en": "{share} of new AI graduates go to industry",
        "ja": "AI分野の新卒の{share}が産業へ",
    },
    "panel.graduates.note": {
        "en": "Share of new AI graduates hired by industry, over five fading years",
        "ja": "産業に就職するAI分野の新卒の割合（約5年の平均）",
    },
    "panel.clean.title": {
        "en": "Clean energy costs {cost} of what it cost in 2015",
        "ja": "クリーンエネルギーの費用は2015年の{cost}",
    },
    "panel.clean.note": {
        "en": "Unit cost of clean energy, January 2015 = 100%",
        "ja": "クリーンエネルギーの単位費用、2015年1月＝100%",
    },
    "panel.diversity.title": {
        "en": "Venture money spreads over {fields} of five fields",
        "ja": "ベンチャー資金は5分野のうち実質{fields}分野に広がる",
    },
    "panel.diversity.note": {
        "en": "Effective number of fields: five if all got the same, one if a single field got everything",
        "ja": "実質的な分野数：均等なら5、一分野に集中すれば1",
    },
    "panel.subsidies.title": {
        "en": "States subsidise compute with {usd} a year",
        "ja": "国家は計算資源に年{usd}の補助金を出す",
    },
    "panel.subsidies.note": {
        "en": "Subsidies of all blocs for compute, dollars a year (last twelve months)",
        "ja": "全陣営の計算資源への補助金、年額（直近12か月、ドル）",
    },
    "panel.blocs.title": {
        "en": "The United States has {leader} of the world's AI compute, China {rival}",
        "ja": "世界のAI計算資源は、米国が{leader}、中国が{rival}",
    },
    "panel.blocs.note": {
        "en": "Installed AI compute by bloc, hyperscalers' and all other clouds', share of the world's",
        "ja": "設置されたAI計算資源の陣営別割合（ハイパースケーラーとその他のクラウド）",
    },
    "panel.controls.title": {
        "en": "Export controls stop {usd} a year of China's chip orders",
        "ja": "輸出規制が止める中国のチップ注文は年{usd}",
    },
    "panel.controls.none.title": {
        "en": "No export control has stopped an order for chips in twelve months",
        "ja": "直近12か月、輸出規制で止められたチップの注文はない",
    },
    "panel.controls.note": {
        "en": "Orders for AI chips that the leading bloc's export controls stop, dollars a year (last twelve months)",
        "ja": "首位の陣営の輸出規制が止めたAIチップの注文、年額（直近12か月、ドル）",
    },
    "panel.grid.title": {
        "en": "AI halls take {share} of what the grid can connect",
        "ja": "AI棟は電力網が接続できる量の{share}を占める",
    },
    "panel.grid.note": {
        "en": "AI halls over those that the grid can connect",
        "ja": "電力網が接続できる量に対するAI棟の割合",
    },
    "panel.rate.title": {"en": "The policy rate stands at {rate}", "ja": "政策金利は{rate}"},
    "panel.rate.note": {
        "en": "US policy rate; history to December 2025, then the scenario",
        "ja": "米国の政策金利（2025年12月まで実績、以後シナリオ）",
    },
    "panel.wealth.ahead.title": {
        "en": "Who does not play has {abstainers} its wealth of 2015, short sellers have {shorts}",
        "ja": "降りた投資家の資産は2015年の{abstainers}、空売り投資家は{shorts}",
    },
    "panel.wealth.behind.title": {
        "en": "Short sellers have {shorts} their wealth of 2015, who does not play has {abstainers}",
        "ja": "空売り投資家の資産は2015年の{shorts}、降りた投資家は{abstainers}",
    },
    "panel.wealth.note": {
        "en": "Wealth of investors by what they do now, January 2015 = 1, logarithmic scale; clients draw on all but index funds, into which savings flow; people move between trend and fundamentals",
        "ja": "投資家の資産（現在の手法別）、2015年1月＝1（対数目盛）。インデックス以外からは毎年引き出しがあり、インデックスには貯蓄が入る。順張りと割安重視の間では移動がある",
    },
    "panel.startups.title": {
        "en": "In a year {exits} of every 100 start-ups are sold and {closures} close",
        "ja": "1年にスタートアップ100社のうち{exits}社が売却、{closures}社が閉鎖",
    },
    "panel.startups.note": {
        "en": "Start-ups sold and closed in the last twelve months, share of those alive",
        "ja": "直近12か月に売却・閉鎖されたスタートアップの割合",
    },
}
