"""Words of the three costs, of the twin beside the run, and of the money that goes round the loop."""

from __future__ import annotations

COSTS: dict[str, dict[str, str]] = {
    "panel.group.costs": {"en": "Three costs", "ja": "三つの代償"},
    "panel.group.costs.note": {
        "en": "What belief costs others: the flow above, what it has added up to below",
        "ja": "信念がほかにもたらす代償：上段は流れ、下段はその累計",
    },
    "stage.twin.show": {
        "en": "Show the twin: the same world and luck without belief (dashed; the gap is shaded)",
        "ja": "双子の世界を表示：同じ世界と運で信念だけがない（破線、差は塗り）",
    },
    "stage.twin.waiting": {
        "en": "The twin is run when this economy is done.",
        "ja": "双子の世界はこの経済の計算後に計算します。",
    },
    "stage.twin.running": {"en": "The twin is running: {part}", "ja": "双子の世界を計算中：{part}"},
    "stage.twin.done": {"en": "The twin has run.", "ja": "双子の世界を計算しました。"},
    "stage.twin.arrived": {"en": "", "ja": ""},
    "stage.twin.same": {
        "en": "Nobody in this world acts on belief: it is its own twin.",
        "ja": "この世界では誰も信念で動かないため、双子と同じです。",
    },
    "stage.twin.failed": {
        "en": "The twin could not be run. {message}",
        "ja": "双子の世界は計算できませんでした。{message}",
    },
    "stage.twin.column": {"en": "{name}, without belief", "ja": "{name}（信念なし）"},
    "panel.venture.title": {
        "en": "AI gets {ai} a year of venture money, other fields {rest}",
        "ja": "ベンチャー資金はAIに年{ai}、ほかの分野に{rest}",
    },
    "panel.venture.gap.title": {
        "en": "AI gets {ai} a year (without belief {twin_ai}), other fields {rest} ({twin_rest})",
        "ja": "資金はAIに年{ai}（信念なしなら{twin_ai}）、ほかの分野に{rest}（{twin_rest}）",
    },
    "panel.venture.note": {
        "en": "Venture money into AI and into the four other fields, dollars a year (last twelve months)",
        "ja": "AIとほかの4分野へのベンチャー資金、年額（直近12か月、ドル）",
    },
    "panel.drained.title": {
        "en": "AI industry employs {people} researchers",
        "ja": "AI産業の研究者は{people}",
    },
    "panel.drained.gap.title": {
        "en": "AI industry employs {people} researchers (without belief {twin})",
        "ja": "AI産業の研究者は{people}（信念なしなら{twin}）",
    },
    "panel.drained.note": {
        "en": "Researchers at work in AI industry, people",
        "ja": "AI産業で働く研究者（人）",
    },
    "panel.outlays.title": {
        "en": "AI capex and firms' AI programmes take {usd} a year",
        "ja": "AI設備投資と企業のAI案件は年{usd}",
    },
    "panel.outlays.gap.title": {
        "en": "AI capex and firms' AI programmes take {usd} a year (without belief {twin})",
        "ja": "AI設備投資と企業のAI案件は年{usd}（信念なしなら{twin}）",
    },
    "panel.outlays.note": {
        "en": "Hyperscalers' AI capex and incumbents' AI programmes, dollars a year (last twelve months)",
        "ja": "ハイパースケーラーのAI設備投資と既存企業のAI案件、年額（直近12か月、ドル）",
    },
    "panel.opportunity.title": {
        "en": "Opportunity cost of capital so far: {decided}",
        "ja": "資本の機会費用（累計）：{decided}",
    },
    "panel.opportunity.both.title": {
        "en": "Opportunity cost of capital so far: {decided} by decisions, {twin} against the twin",
        "ja": "資本の機会費用（累計）：決定から{decided}、双子との差で{twin}",
    },
    "panel.opportunity.apart.title": {
        "en": "Opportunity cost so far: the readings disagree, {decided} by decisions, {twin} against the twin",
        "ja": "資本の機会費用（累計）：二つの測り方が食い違う。決定から{decided}、双子との差で{twin}",
    },
    "panel.opportunity.note": {
        "en": "Dollars that fields outside AI did not get: less than had funds decided on evidence alone, and less than in the twin",
        "ja": "AI以外の分野が得られなかった資金（ドル）：ファンドが証拠だけで決めた場合との差と、双子の世界との差",
    },
    "panel.brain_drain.title": {
        "en": "Brain drain so far: {decided} researcher-years",
        "ja": "頭脳流出（累計）：{decided}",
    },
    "panel.brain_drain.both.title": {
        "en": "Brain drain so far: {decided} researcher-years by decisions, {twin} against the twin",
        "ja": "頭脳流出（累計）：決定から{decided}、双子との差で{twin}",
    },
    "panel.brain_drain.apart.title": {
        "en": "Brain drain so far: the readings disagree, {decided} researcher-years by decisions, {twin} against the twin",
        "ja": "頭脳流出（累計）：二つの測り方が食い違う。決定から{decided}、双子との差で{twin}",
    },
    "panel.brain_drain.note": {
        "en": "Years of researchers in AI industry who on evidence alone would be elsewhere, and years beyond those in the twin",
        "ja": "証拠だけならほかにいたはずの研究者がAI産業で過ごした年数と、双子の世界を上回る年数",
    },
    "panel.fomo.title": {
        "en": "FOMO capex so far: {decided}",
        "ja": "取り残される恐れによる投資（累計）：{decided}",
    },
    "panel.fomo.both.title": {
        "en": "FOMO capex so far: {decided} by decisions, {twin} against the twin",
        "ja": "取り残される恐れによる投資（累計）：決定から{decided}、双子との差で{twin}",
    },
    "panel.fomo.apart.title": {
        "en": "FOMO capex so far: the readings disagree, {decided} by decisions, {twin} against the twin",
        "ja": "取り残される恐れによる投資（累計）：二つの測り方が食い違う。決定から{decided}、双子との差で{twin}",
    },
    "panel.fomo.note": {
        "en": "Dollars of AI capex and programmes beyond those chosen on evidence alone, and beyond the twin's",
        "ja": "証拠だけで選ばれる額を上回るAI設備投資とAI案件（ドル）と、双子の世界を上回る額",
    },
    "panel.stays.title": {
        "en": "Of what belief had added by the peak, {norm} stays among firms saying AI and {prices} in AI shares, five years after the trough",
        "ja": "頂点までに信念が加えた分のうち、底から5年後に残るのは、AIを語る企業で{norm}、AI株で{prices}",
    },
    "panel.stays.early.title": {
        "en": "What stays after a bust can be told five years after its trough",
        "ja": "崩壊のあとに何が残るかは、底から5年後に分かる",
    },
    "panel.stays.none.title": {
        "en": "There was no bust in this run: there is nothing to tell of what stays after one",
        "ja": "この経済に崩壊はなかった。崩壊のあとに残るものは分からない",
    },
    "panel.stays.late.title": {
        "en": "The bust came too late: its trough was in {trough}, and the run ends less than five years later",
        "ja": "崩壊が遅すぎた。底は{trough}で、5年たつ前にこの経済は終わる",
    },
    "panel.stays.note": {
        "en": "A bust: a year's AI venture money and data-centre capex together fall to half within two years",
        "ja": "崩壊とは、AIへのベンチャー資金とデータセンター設備投資の年間合計が2年以内に半分になること",
    },
    "panel.stays.told.note": {
        "en": "Distance to the twin without belief at the peak ({peak}) and 60 months after the trough ({trough}), and what part of it stays: 100% is all, 0% nothing; above 100% it has grown, below zero it has turned; a dash cannot be told",
        "ja": "信念のない双子との差：頂点（{peak}）と底（{trough}）から60か月後、そのうち残る割合。100%ならすべて残り、0%なら何も残らない。100%超は拡大、負は逆転、横線は比べられない",
    },
    "panel.stays.state": {"en": "State", "ja": "状態"},
    "panel.stays.at_peak": {"en": "Over the twin at the peak", "ja": "頂点での双子との差"},
    "panel.stays.later": {"en": "60 months after the trough", "ja": "底から60か月後の差"},
    "panel.stays.points": {"en": "{points} points", "ja": "{points}ポイント"},
    "panel.stays.part": {"en": "Part that stays", "ja": "残る割合"},
    "stays.compute": {"en": "AI compute installed", "ja": "設置されたAI計算資源"},
    "stays.users": {"en": "Households' AI spending", "ja": "家計のAI利用料"},
    "stays.talent": {"en": "Researchers in AI industry", "ja": "AI産業の研究者"},
    "stays.norm": {"en": "Firms saying AI", "ja": "AIを語る企業"},
    "stays.prices": {"en": "AI shares", "ja": "AI株"},
    "stays.technology_clean_energy": {"en": "Technology, clean energy", "ja": "技術水準：クリーンエネルギー"},
    "stays.technology_biotech": {"en": "Technology, biotech", "ja": "技術水準：バイオ"},
    "stays.technology_software": {"en": "Technology, software", "ja": "技術水準：ソフトウェア"},
    "stays.technology_hardware": {"en": "Technology, hardware", "ja": "技術水準：ハードウェア"},
    "panel.group.loop": {"en": "The loop", "ja": "資金の循環"},
    "panel.group.loop.note": {
        "en": "Labs, clouds and chip vendors pay and finance each other: what comes from outside, and what comes home",
        "ja": "研究所・クラウド・チップ企業は互いに払い、出資し合う：外から来る金と戻ってくる金",
    },
    "panel.sankey.title": {
        "en": "Labs, clouds and chip vendors take in {total} a year for AI; {share} of it is money they put up themselves",
        "ja": "研究所・クラウド・チップ企業のAI収入は年{total}、うち{share}は自分たちが出した金",
    },
    "panel.sankey.open.title": {
        "en": "Labs, clouds and chip vendors take in {total} a year for AI, none of it put up by themselves",
        "ja": "研究所・クラウド・チップ企業のAI収入は年{total}、自分たちが出した金はない",
    },
    "panel.sankey.note": {
        "en": "AI payments of the last twelve months, payers left, what is paid right. Sellers' money into labs is cash for shares, cloud credits once used, and bills labs may pay later. Search, shops, games, ordinary cloud and what is paid out of them are left out",
        "ja": "直近12か月のAI関連の支払い（左が支払う側、右が支払先）。売る側から研究所へは、出資の現金、使われたクラウド利用枠、後払いの合計。検索・通販・ゲーム・通常のクラウドと、そこからの支払いは除く",
    },
    "sankey.circular": {
        "en": "circular: a stake, credit or loan between these three in the last 24 months, or paid out of one",
        "ja": "循環する金：この三者の間の出資・利用枠・信用（24か月以内）と、それを元手とする支払い",
    },
    "sankey.outside": {"en": "all other money", "ja": "その他の金"},
    "sankey.pays": {"en": "{name}, paying", "ja": "{name}（支払う側）"},
    "sankey.gets": {"en": "{name}, paid", "ja": "{name}（支払先）"},
    "sankey.sentence": {
        "en": "{payer} paid {usd} in the year to {month} ({payee}); {share} of it was circular money.",
        "ja": "{month}までの1年に{payer}は{usd}を支払った（{payee}）。うち循環する金は{share}。",
    },
    "sankey.place": {
        "en": "{name}: {usd} a year, {share} of it circular money.",
        "ja": "{name}：年{usd}、うち循環する金は{share}。",
    },
    "sankey.own": {"en": "Of it circular", "ja": "うち循環する金"},
    "loop.households": {"en": "Households", "ja": "家計"},
    "loop.firms": {"en": "Firms", "ja": "企業"},
    "loop.other_clouds": {"en": "Other clouds", "ja": "その他のクラウド"},
    "loop.funds": {"en": "Venture funds", "ja": "ファンド"},
    "loop.bank": {"en": "Banks", "ja": "銀行"},
    "loop.governments": {"en": "States", "ja": "国家"},
    "loop.labs": {"en": "Labs", "ja": "研究所"},
    "loop.hyperscalers": {"en": "Hyperscalers", "ja": "ハイパースケーラー"},
    "loop.chip_vendors": {"en": "Chip vendors", "ja": "チップ企業"},
    "loop.foundry": {"en": "Foundries", "ja": "半導体製造"},
    "loop.halls": {"en": "AI halls", "ja": "AI棟の建設"},
    "loop.running": {"en": "Energy, running", "ja": "電力・運営"},
    "loop.wages": {"en": "Wages", "ja": "賃金"},
    "loop.tax": {"en": "Tax", "ja": "税"},
    "loop.owners": {"en": "Dividends", "ja": "配当"},
    "panel.circular.title": {
        "en": "{cloud} of AI cloud and {chips} of chip sales are paid with money that sellers put up",
        "ja": "AIクラウドの{cloud}、チップ売上の{chips}は売り手側が出した金による",
    },
    "panel.circular.note": {
        "en": "Share of sales paid with stakes, credits or loans of labs, clouds and chip vendors, mean of twelve months",
        "ja": "研究所・クラウド・チップ企業の出資・利用枠・信用で支払われた売上の割合（12か月平均）",
    },
    "panel.recycled.title": {
        "en": "Of what they put up, {clouds} has come home to clouds as sales, {vendors} to chip vendors",
        "ja": "出した金のうち売上として戻ったのは、クラウドで{clouds}、チップ企業で{vendors}",
    },
    "panel.recycled.clouds.title": {
        "en": "Of what clouds put up, {clouds} has come home to them as sales; chip vendors have put up nothing yet",
        "ja": "クラウドが出した金のうち売上として戻ったのは{clouds}。チップ企業はまだ何も出していない",
    },
    "panel.recycled.vendors.title": {
        "en": "Of what chip vendors put up, {vendors} has come home to them as sales; clouds have put up nothing yet",
        "ja": "チップ企業が出した金のうち売上として戻ったのは{vendors}。クラウドはまだ何も出していない",
    },
    "panel.recycled.none.title": {
        "en": "Neither clouds nor chip vendors have put up anything yet that could come home",
        "ja": "クラウドもチップ企業も、戻りうる金をまだ何も出していない",
    },
    "panel.recycled.note": {
        "en": "Part of the money put into each other so far that came back to the same firm as sales, within 24 months",
        "ja": "循環の相手に出した金のうち、24か月以内に同じ企業の売上として戻った割合（累計）",
    },
    "panel.promised.title": {
        "en": "Labs have promised to buy {usd} of compute; all of them sell {sales} a year",
        "ja": "研究所が購入を約束した計算資源は{usd}、全研究所の売上は年{sales}",
    },
    "panel.promised.note": {
        "en": "What labs' compute contracts still hold, dollars; an option more than a bill",
        "ja": "研究所の計算資源契約の残高（ドル）。請求というより選択権に近い",
    },
    "panel.coverage.short.title": {
        "en": "AI plant earns only {share} of its wear and the usual return",
        "ja": "AI設備の稼ぎは、損耗と通常の収益の{share}にとどまる",
    },
    "panel.coverage.met.title": {
        "en": "AI plant earns {share} of its wear and the usual return",
        "ja": "AI設備は、損耗と通常の収益の{share}を稼ぐ",
    },
    "panel.coverage.note": {
        "en": "What AI compute sells and does for its owners, less running cost, over its wear and the usual return; below 100% it does not pay",
        "ja": "AI計算資源の売上と自社利用の価値から運用費を引いた額÷損耗と通常の収益。100%未満なら割に合わない",
    },
    "panel.contributions.title": {
        "en": "Of a year's change, AI firms make {value} in market value, {earnings} in earnings and {capex} in capex",
        "ja": "1年の増減のうちAI企業の寄与は、時価総額{value}、利益{earnings}、設備投資{capex}",
    },
    "panel.contributions.early.title": {
        "en": "What AI firms make of a year's change can be told once a year has passed",
        "ja": "1年の増減へのAI企業の寄与は、1年が過ぎてから分かる",
    },
    "panel.contributions.note": {
        "en": "AI firms' share of what all listed firms changed by over twelve months, median of a year; above 100% or below zero where others move the other way",
        "ja": "上場企業全体の12か月の増減に占めるAI企業の割合（1年の中央値）。ほかが逆に動けば100%超や負になる",
    },
    "line.other_fields": {"en": "Other fields", "ja": "ほかの分野"},
    "line.outlays": {"en": "Outlays", "ja": "支出"},
    "line.decided": {"en": "Decisions", "ja": "決定"},
    "line.against_twin": {"en": "Twin", "ja": "双子との差"},
    "line.cloud_sales": {"en": "AI cloud", "ja": "AIクラウド"},
    "line.chip_sales": {"en": "Chips", "ja": "チップ"},
    "line.promised": {"en": "Promised", "ja": "約束"},
    "line.coverage": {"en": "Coverage", "ja": "充足"},
    "line.of_return": {"en": "Value", "ja": "時価総額"},
    "line.of_earnings": {"en": "Earnings", "ja": "利益"},
    "line.of_capex": {"en": "Capex", "ja": "設備投資"},
}
