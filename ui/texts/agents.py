"""Words of the Agents page: what can be asked, and what an agent decided, in sentences."""

from __future__ import annotations

AGENTS: dict[str, dict[str, str]] = {
    "agents.title": {"en": "Why did it decide so?", "ja": "なぜそう決めたのか"},
    "agents.lead": {
        "en": "Every agent follows a rule of its own. Pick one: the month is run again with the same luck, and its rule is asked again, once as it was and once on evidence alone.",
        "ja": "どの主体も自分のルールに従います。一つ選ぶと、その月を同じ運でもう一度計算し、ルールに二度尋ねます。実際のとおりに一度、証拠だけで一度です。",
    },
    "agents.decision": {"en": "Decision", "ja": "意思決定"},
    "agents.decision.funds": {
        "en": "Venture funds: where the money goes",
        "ja": "ファンド：どの分野に投じるか",
    },
    "agents.decision.researchers": {
        "en": "Researchers: take an offer or stay",
        "ja": "研究者：誘いを受けるか、とどまるか",
    },
    "agents.decision.programmes": {
        "en": "Incumbents: start an AI programme",
        "ja": "既存企業：AI案件を始めるか",
    },
    "agents.decision.speaking": {
        "en": "Incumbents: say that they have an AI strategy",
        "ja": "既存企業：AI戦略があると語るか",
    },
    "agents.decision.hyperscalers": {
        "en": "Hyperscalers: AI capex",
        "ja": "ハイパースケーラー：AI設備投資",
    },
    "agents.month": {"en": "Month: {date}", "ja": "月：{date}"},
    "agents.date": {"en": "{month} {year}", "ja": "{year}年{month}"},
    "agents.search": {"en": "Search or number", "ja": "検索・番号"},
    "agents.search.hint": {
        "en": "Type a word or a number. Enter asks that number, even if it is not in the list.",
        "ja": "言葉か番号を入力します。Enterを押すと、一覧にない番号にも尋ねます。",
    },
    "agents.search.odd": {
        "en": "{number} is nobody's number: type a whole number from 0 on.",
        "ja": "{number}という番号はありません。0以上の整数を入力してください。",
    },
    "agents.list": {"en": "Who was asked this month", "ja": "この月に尋ねられた主体"},
    "agents.list.unchanged": {
        "en": "None of {asked} would have decided otherwise on evidence alone.",
        "ja": "{asked}のうち、証拠だけなら別の決定をしていたものはいません。",
    },
    "agents.list.changed": {
        "en": "{changed} of {asked} would have decided otherwise on evidence alone. They come first.",
        "ja": "{asked}のうち{changed}は、証拠だけなら別の決定をしていました。先頭に並べています。",
    },
    "agents.year": {
        "en": "Decided otherwise, by month of {year}",
        "ja": "別の決定をした数（{year}年の月ごと）",
    },
    "agents.year.month": {"en": "{date}: {number}", "ja": "{date}：{number}"},
    "agents.list.none": {
        "en": "Nobody was asked this month.",
        "ja": "この月に尋ねられた主体はありません。",
    },
    "agents.list.no_match": {
        "en": "Nobody in the list matches.",
        "ja": "一覧に当てはまる主体はありません。",
    },
    "agents.list.who": {"en": "Who", "ja": "主体"},
    "agents.list.chosen": {"en": "Did", "ja": "実際"},
    "agents.list.masked": {"en": "Masked", "ja": "証拠だけなら"},
    "agents.list.otherwise": {"en": "decided otherwise when masked", "ja": "証拠だけなら別の決定"},
    "agents.stays": {"en": "stays", "ja": "とどまる"},
    "agents.goes": {"en": "to {job}", "ja": "{job}へ"},
    "agents.is_in": {"en": "in {job}", "ja": "{job}にいる"},
    "agents.with_chance": {"en": "{choice} ({chance})", "ja": "{choice}（{chance}）"},
    "agents.asking": {
        "en": "Asking {name} again, {date} …",
        "ja": "{name}にもう一度尋ねています（{date}）…",
    },
    "agents.asking.list": {
        "en": "Running {date} again …",
        "ja": "{date}をもう一度計算しています…",
    },
    "agents.asking.other": {"en": "Asking number {id} …", "ja": "{id}番に尋ねています…"},
    "agents.gone": {
        "en": "Nothing is kept of {date} in this economy, so nobody can be asked. Press Run on the first page to run it again.",
        "ja": "この経済の{date}の状態は残っていないため、質問できません。最初のページで「実行」を押すと、もう一度計算します。",
    },
    "agents.waiting": {
        "en": "The economy has not come as far as {date} yet. The answer appears when it has.",
        "ja": "経済の計算がまだ{date}まで進んでいません。進みしだい答えを表示します。",
    },
    "agents.no_such_month": {
        "en": "This run has no month {month}: it begins in January 2015 and has {months} months.",
        "ja": "この計算には{month}か月目がありません。2015年1月に始まり、{months}か月あります。",
    },
    "agents.trouble": {
        "en": "The question could not be answered: {message}",
        "ja": "質問に答えられませんでした：{message}",
    },
    "agents.again": {"en": "Ask again", "ja": "もう一度尋ねる"},
    # who
    "agents.one.funds": {"en": "Fund {id}", "ja": "ファンド{id}"},
    "agents.one.researchers": {"en": "Researcher {id}", "ja": "研究者{id}"},
    "agents.one.programmes": {"en": "Firm {id}", "ja": "企業{id}"},
    "agents.one.speaking": {"en": "Firm {id}", "ja": "企業{id}"},
    "agents.one.hyperscalers": {"en": "Hyperscaler {id}", "ja": "ハイパースケーラー{id}"},
    "agents.silence.unknown": {
        "en": "{name} does not exist: nobody has this number.",
        "ja": "{name}は存在しません。この番号の主体はありません。",
    },
    "agents.silence.unborn": {
        "en": "{name} is still in training, or never came to be: it decides nothing yet.",
        "ja": "{name}はまだ養成中か、生まれませんでした。まだ何も決めません。",
    },
    "agents.silence.gone": {
        "en": "{name} has left the economy: it decides nothing any more.",
        "ja": "{name}はすでに経済を去りました。もう何も決めません。",
    },
    "agents.silence.not_asked": {
        "en": "{name} was not asked in this month: few get an offer in any one month.",
        "ja": "{name}はこの月には尋ねられませんでした。誘いが届くのは毎月ごく一部です。",
    },
    # sentences
    "agents.funds.did": {
        "en": "{name} put {chosen} of its new money into AI.",
        "ja": "{name}は新しい資金の{chosen}をAIに投じました。",
    },
    "agents.funds.same": {
        "en": "On evidence alone it would have done the same.",
        "ja": "証拠だけで判断しても同じでした。",
    },
    "agents.funds.otherwise": {
        "en": "On evidence alone, with its peers as in January 2015, it would have put {masked} there.",
        "ja": "証拠だけで、仲間が2015年1月のままなら、AIには{masked}を投じていました。",
    },
    "agents.researchers.own": {
        "en": "{name} works in {job}. The offer came from the same field, so there was nothing to decide.",
        "ja": "{name}は{job}で働いています。誘いは同じ分野からで、決めることはありませんでした。",
    },
    "agents.researchers.took": {
        "en": "{name} worked in {job}, was offered a post in {offer}, and wanted to go.",
        "ja": "{name}は{job}で働いていて、{offer}から誘いがあり、移ることを望みました。",
    },
    "agents.researchers.stayed": {
        "en": "{name} works in {job}, was offered a post in {offer}, and stayed.",
        "ja": "{name}は{job}で働いていて、{offer}から誘いがありましたが、とどまりました。",
    },
    "agents.researchers.no_post": {
        "en": "But no post was free there, so it is still in {job}.",
        "ja": "しかし空きがなく、いまも{job}にいます。",
    },
    "agents.researchers.would_go": {
        "en": "On evidence alone it would have gone to {offer}.",
        "ja": "証拠だけなら、{offer}へ移っていました。",
    },
    "agents.researchers.would_go_too": {
        "en": "On evidence alone it would have gone too.",
        "ja": "証拠だけでも移っていました。",
    },
    "agents.researchers.would_stay": {
        "en": "On evidence alone it would have stayed in {job}.",
        "ja": "証拠だけなら、{job}にとどまっていました。",
    },
    "agents.researchers.would_stay_too": {
        "en": "On evidence alone it would have stayed too.",
        "ja": "証拠だけでもとどまっていました。",
    },
    "agents.researchers.elsewhere": {
        "en": "Belief has moved it before: on evidence alone it would be in {job} by now.",
        "ja": "信念がすでにこの研究者を動かしています。証拠だけなら、いまは{job}にいたはずです。",
    },
    "agents.researchers.there_own": {
        "en": "There the offer would come from its own field.",
        "ja": "そこでは、誘いは自分の分野からのものになります。",
    },
    "agents.programmes.has": {
        "en": "{name} has an AI programme already and starts no other.",
        "ja": "{name}にはすでにAI案件があり、新たには始めません。",
    },
    "agents.programmes.has_too": {
        "en": "On evidence alone it would have one as well.",
        "ja": "証拠だけでも案件をもっていました。",
    },
    "agents.programmes.by_belief": {
        "en": "Belief started it: on evidence alone it would have none yet.",
        "ja": "始めさせたのは信念です。証拠だけなら、まだ案件はありません。",
    },
    "agents.programmes.now": {
        "en": "On evidence alone it would have started one this month, at a chance of {chance}.",
        "ja": "証拠だけなら、確率{chance}で、この月に始めていました。",
    },
    "agents.programmes.poor": {
        "en": "{name} could not have paid for a pilot to the end and starts none.",
        "ja": "{name}には試行を最後まで続ける資金がなく、始めません。",
    },
    "agents.programmes.yes": {
        "en": "{name} started an AI programme: its luck {draw} lay below the chance {chance}.",
        "ja": "{name}はAI案件を始めました。運の値{draw}が確率{chance}を下回りました。",
    },
    "agents.programmes.no": {
        "en": "{name} started no AI programme: its luck {draw} lay above the chance {chance}.",
        "ja": "{name}はAI案件を始めませんでした。運の値{draw}が確率{chance}を上回りました。",
    },
    "agents.would.yes": {
        "en": "On evidence alone it would have done it, at a chance of {chance}.",
        "ja": "証拠だけなら、確率{chance}で、そうしていました。",
    },
    "agents.would.no": {
        "en": "On evidence alone it would not have done it, at a chance of {chance}.",
        "ja": "証拠だけなら、確率{chance}で、そうしていませんでした。",
    },
    "agents.would.same": {
        "en": "On evidence alone it would have done the same, at a chance of {chance}.",
        "ja": "証拠だけでも、確率{chance}で、同じでした。",
    },
    "agents.speaking.begins": {
        "en": "{name} began to say that it has an AI strategy: its luck {draw} lay below the chance {chance}.",
        "ja": "{name}はAI戦略があると語り始めました。運の値{draw}が確率{chance}を下回りました。",
    },
    "agents.speaking.silent": {
        "en": "{name} said nothing of AI: its luck {draw} lay above the chance {chance}.",
        "ja": "{name}はAIを語りませんでした。運の値{draw}が確率{chance}を上回りました。",
    },
    "agents.speaking.goes_on": {
        "en": "{name} said AI before and goes on. A speaker falls silent with a chance of {silence} only; its luck was {draw}.",
        "ja": "{name}は以前からAIを語っており、続けます。語る企業が黙る確率は{silence}だけで、運の値は{draw}でした。",
    },
    "agents.speaking.stops": {
        "en": "{name} fell silent: its luck {draw} lay below the chance {silence} that a speaker does.",
        "ja": "{name}は黙りました。運の値{draw}が、語る企業が黙る確率{silence}を下回りました。",
    },
    "agents.speaking.would_speak": {
        "en": "On evidence alone it would have said AI.",
        "ja": "証拠だけなら、AIを語っていました。",
    },
    "agents.speaking.would_not": {
        "en": "On evidence alone it would have said nothing.",
        "ja": "証拠だけなら、語っていませんでした。",
    },
    "agents.speaking.would_same": {
        "en": "On evidence alone it would have done the same.",
        "ja": "証拠だけでも同じでした。",
    },
    "agents.hyperscalers.did": {
        "en": "{name} ordered AI compute for {chosen} this month. It wished for {wish}.",
        "ja": "{name}はこの月、AI計算資源を{chosen}発注しました。望んだ額は{wish}でした。",
    },
    "agents.hyperscalers.otherwise": {
        "en": "On evidence alone it would have ordered {masked}.",
        "ja": "証拠だけなら、{masked}を発注していました。",
    },
    "agents.because": {
        "en": "What belief changed most in the score of “{option}”: {parts}.",
        "ja": "「{option}」の得点で信念が最も変えたもの：{parts}。",
    },
    "agents.because.part": {
        "en": "{term} ({plain} instead of {masked})",
        "ja": "{term}（{masked}ではなく{plain}）",
    },
    # sections
    "agents.section.state": {"en": "Its state", "ja": "状態"},
    "agents.section.saw": {"en": "What it saw", "ja": "見ていたもの"},
    "agents.section.parts": {"en": "The decision, term by term", "ja": "決定を項ごとに分ける"},
    "agents.section.rule": {"en": "The rule itself", "ja": "ルールの本文"},
    "agents.parts.note": {
        "en": "The parts of each score add up to its total. Bars to the right speak for it, to the left against. Outlined bars and grey numbers are the same on evidence alone.",
        "ja": "各項を足すと合計になります。右の棒は賛成、左の棒は反対の理由です。輪郭だけの棒と灰色の数字は、証拠だけの場合です。",
    },
    "agents.saw.note": {
        "en": "Only the lines with a second value are replaced when it is masked. Its luck stays the same.",
        "ja": "証拠だけで尋ねるときに置き換えるのは、二つ目の値がある行だけです。運は同じです。",
    },
    "agents.saw.value": {"en": "As it was", "ja": "実際"},
    "agents.saw.masked": {"en": "Masked", "ja": "証拠だけなら"},
    "agents.rule.open": {
        "en": "Open {file}, line {line}. This is the text that ran.",
        "ja": "{file}の{line}行目を開いてください。これが実際に動いた本文です。",
    },
    "agents.legend": {"en": "What the parts are", "ja": "各項の意味"},
    "agents.masked_cell": {"en": "masked {value}", "ja": "証拠だけなら {value}"},
    "agents.option": {"en": "Option", "ja": "選択肢"},
    "agents.total": {"en": "Total", "ja": "合計"},
    "agents.result.funds": {"en": "Share of its money", "ja": "資金の割合"},
    "agents.result.researchers": {"en": "Chance it takes it", "ja": "受ける確率"},
    "agents.result.programmes": {"en": "Chance", "ja": "確率"},
    "agents.result.speaking": {"en": "Chance", "ja": "確率"},
    "agents.result.hyperscalers": {"en": "Within its limits", "ja": "制約の範囲内"},
    "agents.mark.own": {"en": "its own", "ja": "現職"},
    "agents.mark.offer": {"en": "offered", "ja": "誘い"},
    "agents.mark.chosen": {"en": "chosen", "ja": "選択"},
    "agents.mark.masked": {"en": "chosen if masked", "ja": "証拠だけなら選択"},
    "agents.luck": {
        "en": "Its reply was drawn at {reply}. It takes the offer where this number lies below the chance.",
        "ja": "返答の運の値は{reply}でした。これが確率を下回れば、誘いを受けます。",
    },
    "agents.group": {
        "en": "This agent stands for a group of {number} people who choose together.",
        "ja": "この主体は、ともに選ぶ{number}人の集団を表します。",
    },
    "agents.firms": {
        "en": "This agent stands for {number} similar firms.",
        "ja": "この主体は、似た企業{number}社を表します。",
    },
}
