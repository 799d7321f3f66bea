"""Words of comparing two runs: A, which was kept, and B, which is on the stage."""

from __future__ import annotations

COMPARE: dict[str, dict[str, str]] = {
    "panel.group.compare": {"en": "Two runs", "ja": "二つの計算"},
    "panel.group.compare.note": {
        "en": "B is the run on the stage, A the one you kept; what differs is what you changed",
        "ja": "Bは表示中の計算、Aは取っておいた計算。違いは変えた設定から来る",
    },
    "compare.nothing": {
        "en": "No run is kept yet. Keep this run as A, or just change settings and press Run: this run then becomes A.",
        "ja": "まだ計算を取っておいていません。「Aとして取っておく」を押すか、設定を変えて「実行」を押すと、今の計算がAになります。",
    },
    "compare.itself": {
        "en": "The run on the stage is A itself. Change settings and press Run.",
        "ja": "表示中の計算はAそのものです。設定を変えて「実行」を押してください。",
    },
    "compare.same_luck": {
        "en": "Both have seed {b}: the same luck, so the difference comes from the settings.",
        "ja": "どちらもシード{b}：運は同じなので、違いは設定から来ます。",
    },
    "compare.other_luck": {
        "en": "Different luck: A has seed {a}, B has seed {b}. The difference mixes settings and luck.",
        "ja": "運が違います：Aはシード{a}、Bはシード{b}。違いには設定と運が混ざっています。",
    },
    "compare.side.a": {"en": "A: {origin}", "ja": "A：{origin}"},
    "compare.side.b": {"en": "B: {origin}", "ja": "B：{origin}"},
    "compare.keep": {"en": "Keep this run as A", "ja": "Aとして取っておく"},
    "compare.forget": {"en": "Forget A", "ja": "Aを消す"},
    "compare.preset": {"en": "Base against", "ja": "基本との比較"},
    "compare.start": {"en": "Run both", "ja": "両方を実行"},
    "compare.measures": {"en": "Series", "ja": "系列"},
    "compare.points": {"en": "{size} points", "ja": "{size}ポイント"},
    "compare.alone": {"en": "{name}: {b}", "ja": "{name}：{b}"},
    "compare.same": {"en": "{name}: {b}, the same as in A", "ja": "{name}：{b}、Aと同じ"},
    "compare.against": {"en": "{name}: {b}, against {a} in A", "ja": "{name}：{b}、Aでは{a}"},
    "compare.more": {
        "en": "{name}: {b}, {size} more than in A ({a})",
        "ja": "{name}：{b}、A（{a}）より{size}多い",
    },
    "compare.less": {
        "en": "{name}: {b}, {size} less than in A ({a})",
        "ja": "{name}：{b}、A（{a}）より{size}少ない",
    },
    "line.this_run": {"en": "B", "ja": "B"},
    "line.kept_run": {"en": "A", "ja": "A"},
    "compare.ai_money": {"en": "Venture money into AI", "ja": "AIへのベンチャー資金"},
    "compare.ai_money.note": {"en": "Dollars a year (last twelve months)", "ja": "年額（直近12か月、ドル）"},
    "compare.other_money": {"en": "Venture money into other fields", "ja": "ほかの分野へのベンチャー資金"},
    "compare.other_money.note": {
        "en": "Dollars a year (last twelve months)",
        "ja": "年額（直近12か月、ドル）",
    },
    "compare.ai_people": {"en": "Researchers in AI industry", "ja": "AI産業の研究者"},
    "compare.ai_people.note": {"en": "People", "ja": "人"},
    "compare.science_people": {"en": "Researchers in basic science", "ja": "基礎科学の研究者"},
    "compare.science_people.note": {"en": "People", "ja": "人"},
    "compare.outlays": {"en": "AI capex and firms' AI programmes", "ja": "AI設備投資と企業のAI案件"},
    "compare.outlays.note": {"en": "Dollars a year (last twelve months)", "ja": "年額（直近12か月、ドル）"},
    "compare.sales": {"en": "Sales of all labs", "ja": "全研究所の売上"},
    "compare.sales.note": {"en": "Dollars a year (last twelve months)", "ja": "年額（直近12か月、ドル）"},
    "compare.valuation": {"en": "Valuation of the leading lab", "ja": "首位の研究所の評価額"},
    "compare.valuation.note": {"en": "Dollars", "ja": "ドル"},
    "compare.shares": {"en": "AI shares", "ja": "AI株"},
    "compare.shares.note": {"en": "Start of 2015 = 1", "ja": "2015年初め＝1"},
    "compare.belief": {"en": "Belief in AI", "ja": "AIへの信念"},
    "compare.belief.note": {
        "en": "Mean of the five kinds that listen, percent",
        "ja": "語りを聞く五種の主体の平均、%",
    },
    "compare.clean": {"en": "Clean-energy technology", "ja": "クリーンエネルギーの技術水準"},
    "compare.clean.note": {"en": "Level, January 2015 = 1", "ja": "水準、2015年1月＝1"},
    "compare.opportunity": {"en": "Opportunity cost of capital so far", "ja": "資本の機会費用（累計）"},
    "compare.opportunity.note": {
        "en": "Dollars that fields outside AI did not get, by decisions",
        "ja": "AI以外の分野が得られなかった資金（決定から、ドル）",
    },
    "compare.brain_drain": {"en": "Brain drain so far, researcher-years", "ja": "頭脳流出（累計）"},
    "compare.brain_drain.note": {"en": "Researcher-years, by decisions", "ja": "研究者の人年（決定から）"},
    "compare.fomo": {"en": "FOMO capex so far", "ja": "取り残される恐れによる投資（累計）"},
    "compare.fomo.note": {"en": "Dollars, by decisions", "ja": "ドル（決定から）"},
}
