"""Words of the what-ifs that belong to named experiments: what each is called and what it asks."""

from __future__ import annotations

WHAT_IFS: dict[str, dict[str, str]] = {
    "scenario.rates-earlier": {"en": "Rates rise two years earlier", "ja": "二年早い利上げ"},
    "question.rates-earlier": {
        "en": "Would the boom have been smaller had the rate shock of 2022-23 come in 2020-21?",
        "ja": "2022〜23年の利上げが2020〜21年に来ていたら、ブームは小さかったか。",
    },
    "scenario.rates-later": {"en": "Rates rise two years later", "ja": "二年遅い利上げ"},
    "question.rates-later": {
        "en": "Would the boom have been larger had the rate shock of 2022-23 come in 2024-25?",
        "ja": "2022〜23年の利上げが2024〜25年に来ていたら、ブームは大きかったか。",
    },
    "scenario.unfunded-loop": {"en": "Unfunded loop", "ja": "資金の循環なし"},
    "question.unfunded-loop": {
        "en": "What is left of the boom when no arrow of the capital loop carries money?",
        "ja": "資本の循環のどの矢印も資金を運ばないとき、ブームの何が残るか。",
    },
    "scenario.unfunded-loop-stakes": {"en": "Unfunded loop: no stakes", "ja": "循環：出資なし"},
    "question.unfunded-loop-stakes": {
        "en": "How much of the boom needs gains on shares that go into labs?",
        "ja": "株の値上がり益が研究所に回ることは、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-credits": {
        "en": "Unfunded loop: no cloud credits",
        "ja": "循環：クラウド利用枠なし",
    },
    "question.unfunded-loop-credits": {
        "en": "How much of the boom needs stakes that are paid in cloud credits?",
        "ja": "クラウド利用枠で払われる出資は、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-vendor-finance": {
        "en": "Unfunded loop: no vendor finance",
        "ja": "循環：売り手の融資なし",
    },
    "question.unfunded-loop-vendor-finance": {
        "en": "How much of the boom needs chip vendors that lend to their customers?",
        "ja": "顧客に貸すチップ企業は、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-terms": {"en": "Unfunded loop: no terms", "ja": "循環：後払いなし"},
    "question.unfunded-loop-terms": {
        "en": "How much of the boom needs clouds that let labs pay later?",
        "ja": "研究所に後払いを許すクラウドは、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-promises": {"en": "Unfunded loop: no promises", "ja": "循環：購入の約束なし"},
    "question.unfunded-loop-promises": {
        "en": "How much of the boom needs compute that labs promise to buy?",
        "ja": "研究所が約束する計算資源の購入は、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-collateral": {"en": "Unfunded loop: no collateral", "ja": "循環：株の担保なし"},
    "question.unfunded-loop-collateral": {
        "en": "How much of the boom needs lenders that lend on market value?",
        "ja": "時価を見て貸す貸し手は、ブームにどれほど必要か。",
    },
    "scenario.unfunded-loop-price": {
        "en": "Unfunded loop: capex blind to shares",
        "ja": "循環：株価を見ない投資",
    },
    "question.unfunded-loop-price": {
        "en": "How much of the boom needs capex that follows the own share?",
        "ja": "自社の株価を追う設備投資は、ブームにどれほど必要か。",
    },
    "scenario.efficiency-shock": {"en": "Efficiency shock", "ja": "効率の衝撃"},
    "question.efficiency-shock": {
        "en": "What happens when a rival appears overnight whose model needs a tenth of the compute?",
        "ja": "計算資源が十分の一で済む競争相手が一夜で現れたら、どうなるか。",
    },
    "scenario.efficiency-shock-small": {"en": "Small efficiency shock", "ja": "小さな効率の衝撃"},
    "question.efficiency-shock-small": {
        "en": "What happens when the rival's model needs half of the compute?",
        "ja": "計算資源が半分で済む競争相手なら、どうなるか。",
    },
    "scenario.efficiency-shock-early": {"en": "Early efficiency shock", "ja": "早い効率の衝撃"},
    "question.efficiency-shock-early": {
        "en": "What would the same cheap rival have done in January 2025?",
        "ja": "同じ安価な競争相手が2025年1月に現れていたら、どうなったか。",
    },
    "scenario.sovereign-race": {"en": "Sovereign race", "ja": "国家間の競争"},
    "question.sovereign-race": {
        "en": "What does a race of subsidies and controls do when blocs reply with all they have?",
        "ja": "各陣営が持てるすべてで応じるとき、補助金と規制の競争は何をもたらすか。",
    },
    "scenario.sovereign-race-none": {"en": "No race", "ja": "競争なし"},
    "question.sovereign-race-none": {
        "en": "What would the boom have been without subsidies and controls?",
        "ja": "補助金も規制もなければ、ブームはどうなっていたか。",
    },
    "scenario.sovereign-race-subsidies": {"en": "Subsidies alone", "ja": "補助金だけ"},
    "question.sovereign-race-subsidies": {
        "en": "What do subsidies do when each bloc looks at its own part of compute and nobody controls exports?",
        "ja": "各陣営が自陣営の計算資源だけを見て誰も輸出を規制しないとき、補助金は何をもたらすか。",
    },
    "scenario.sovereign-race-subsidies-in-reply": {"en": "Subsidies in reply", "ja": "応酬する補助金"},
    "question.sovereign-race-subsidies-in-reply": {
        "en": "What do subsidies do when blocs also reply to their rivals' and nobody controls exports?",
        "ja": "各陣営が競争相手の補助金にも応じ、誰も輸出を規制しないとき、補助金は何をもたらすか。",
    },
    "scenario.sovereign-race-controls": {"en": "Controls alone", "ja": "規制だけ"},
    "question.sovereign-race-controls": {
        "en": "What do export controls do when nobody subsidises?",
        "ja": "誰も補助金を出さないとき、輸出規制は何をもたらすか。",
    },
    "scenario.disclosure": {"en": "Disclosure", "ja": "結果の公開"},
    "question.disclosure": {
        "en": "Does fear of missing out fall when firms must publish the results of all projects?",
        "ja": "企業がすべてのプロジェクトの結果を公開するなら、取り残される恐れは減るか。",
    },
    "scenario.patient-capital": {"en": "Patient capital", "ja": "長期の公的資金"},
    "question.patient-capital": {
        "en": "How much of costs 1 and 2 does a public fund that ignores voices buy back, per dollar?",
        "ja": "声に耳を貸さない公的基金は、一ドルあたり代償1と2をどれほど買い戻すか。",
    },
    "scenario.patient-capital-large": {"en": "Much patient capital", "ja": "大規模な長期の公的資金"},
    "question.patient-capital-large": {
        "en": "Does a public fund five times as large buy back five times as much?",
        "ja": "五倍の公的基金は、五倍を買い戻すか。",
    },
    "scenario.bust": {"en": "Voices silent, July 2028", "ja": "2028年7月に声が沈黙"},
    "question.bust": {
        "en": "How deep and how long is the fall when the voices fall silent in July 2028, and what stays?",
        "ja": "2028年7月に声が沈黙したら、落ち込みはどれほど深く長く、何が残るか。",
    },
    "scenario.bust-early": {"en": "Voices silent, January 2026", "ja": "2026年1月に声が沈黙"},
    "question.bust-early": {
        "en": "What if the voices fall silent at the end of the record?",
        "ja": "記録の終わりに声が沈黙したら、どうなるか。",
    },
    "scenario.energy-wall": {"en": "Energy wall", "ja": "電力の壁"},
    "question.energy-wall": {
        "en": "What happens when the grid cannot deliver and capacity is rationed?",
        "ja": "電力網が応えられず容量が割り当てられたら、どうなるか。",
    },
    "scenario.energy-wall-none": {"en": "No energy wall", "ja": "電力の制約なし"},
    "question.energy-wall-none": {
        "en": "What would the boom be if the grid delivered whatever was asked?",
        "ja": "電力網が求めにすべて応えたら、ブームはどうなるか。",
    },
    "scenario.another-technology": {"en": "Another technology", "ja": "別の技術"},
    "question.another-technology": {
        "en": "Does the same code boom, all voices on, with a technology that should not?",
        "ja": "ブームになるはずのない技術で、声がすべて鳴っていても、同じ仕組みはブームを起こすか。",
    },
    "scenario.another-technology-noticed": {"en": "Another technology, noticed", "ja": "別の技術、注目あり"},
    "question.another-technology-noticed": {
        "en": "Does the poor technology boom when the public hears of it as it heard of AI?",
        "ja": "AIと同じほど世間に知られたら、乏しい技術でもブームになるか。",
    },
}
