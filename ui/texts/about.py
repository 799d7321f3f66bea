"""Words of the About page."""

from __future__ import annotations

ABOUT: dict[str, dict[str, str]] = {
    "about.title": {"en": "About this model", "ja": "このモデルについて"},
    "about.what": {"en": "What it is", "ja": "これは何か"},
    "about.what.1": {
        "en": "An economy on a computer. Several thousand agents, each with a local rule, decide month by month where money and talent go. From their decisions a boom of AI grows, and sometimes a bust.",
        "ja": "コンピューターの中の経済です。数千のエージェントがそれぞれ局所的なルールを持ち、月ごとにお金と人材の行き先を決めます。その決定からAIのブームが生まれ、ときに崩壊します。",
    },
    "about.what.2": {
        "en": "It asks what the boom costs everybody else: money that other fields did not get, researchers whom they lost, and spending that firms would not have chosen had they not watched each other. No parameter sets one of these costs, a mood in a given month, or the date of a crash.",
        "ja": "問うのは、ブームがほかの人々に何を払わせるかです。ほかの分野が得られなかった資金、失った研究者、互いを見なければ選ばなかった支出。これらの代償も、ある月の気分も、暴落の日付も、パラメータで決めてはいません。",
    },
    "about.what.3": {
        "en": "It is made to explain and to teach. It does not forecast, and it is no advice to invest or not to invest.",
        "ja": "説明と教育のためのモデルです。予測ではなく、投資をすすめるものでも、やめさせるものでもありません。",
    },
    "about.who": {"en": "Who is in it", "ja": "登場するもの"},
    "about.who.funds": {
        "en": "Venture funds put the money of savers, companies and states into five fields.",
        "ja": "ベンチャーファンドは、貯蓄者・企業・国家のお金を五つの分野に投じます。",
    },
    "about.who.startups": {
        "en": "Start-ups raise money for one project in one field, grow, are sold or close.",
        "ja": "スタートアップは一つの分野の一つの事業に資金を集め、育ち、売られ、あるいは閉じます。",
    },
    "about.who.researchers": {
        "en": "Researchers choose where to study and where to work; each stands for some thousands.",
        "ja": "研究者は学ぶ分野と働く場所を選びます。一人が数千人を代表します。",
    },
    "about.who.incumbents": {
        "en": "Incumbent firms of six industries may use AI, and may say that they do.",
        "ja": "六つの産業の既存企業は、AIを使うことも、使うと語ることもできます。",
    },
    "about.who.hyperscalers": {
        "en": "Hyperscalers build data centres, rent them out, and take stakes in labs.",
        "ja": "ハイパースケーラーはデータセンターを建てて貸し出し、研究所に出資します。",
    },
    "about.who.labs": {
        "en": "AI labs hire, buy compute, sell models, and can go bankrupt.",
        "ja": "AI研究所は人を雇い、計算力を買い、モデルを売り、破産することもあります。",
    },
    "about.who.vendors": {
        "en": "Chip vendors sell to data centres and lend to their customers.",
        "ja": "チップ企業はデータセンターに売り、顧客に信用を供与します。",
    },
    "about.who.voices": {
        "en": "Narrators of three voices, myth, logic and sermon, speak to all who listen.",
        "ja": "語り手は、神話・論理・説教の三つの声で、聞く人すべてに語ります。",
    },
    "about.who.investors": {
        "en": "Investors trade listed shares by value or by trend, buy the index, sell short, or do not play.",
        "ja": "投資家は、割安さや値動きで株を売買し、指数を買い、空売りし、あるいは参加しません。",
    },
    "about.who.governments": {
        "en": "Governments of five blocs subsidise compute and restrict exports.",
        "ja": "五つの陣営の政府は、計算資源に補助金を出し、輸出を制限します。",
    },
    "about.who.others": {
        "en": "Households, outside firms and a bank close the books: every payment has a payer and a payee, to the cent.",
        "ja": "家計、その他の企業、銀行が帳簿を閉じます。どの支払いにも払う側と受ける側があり、1セントまで一致します。",
    },
    "about.read": {"en": "How to read it", "ja": "読み方"},
    "about.read.1": {
        "en": "A run is one history among many. The seed of luck decides which. Before you conclude, look at several seeds.",
        "ja": "一回の実行は、多くの歴史のうちの一つです。どれになるかは運の種（シード）が決めます。結論の前に、いくつかのシードを見てください。",
    },
    "about.read.2": {
        "en": "The twin is the same world with the same luck in which nobody acts on belief. What a run has beyond its twin is the work of belief; what the twin has beyond the scenario No AI is the work of technology.",
        "ja": "「双子」は、同じ世界と同じ運で、誰も信念では動かない世界です。実行した世界が双子を上回る分が信念のはたらき、双子がシナリオ「AIなし」を上回る分が技術のはたらきです。",
    },
    "about.read.3": {
        "en": "Each cost is read in two ways on these pages: by decisions, where each agent is asked what it would have done on evidence alone, and against the twin. Trust the sign where both agree.",
        "ja": "これらのページでは代償を二通りに読みます。各エージェントに証拠だけならどうしたかを問う「決定から」の読み方と、「双子との差」です。両方の符号が一致するところを信頼してください。",
    },
    "about.read.4": {
        "en": "Years to 2025 can be held against published figures. What is shaded after that is what the rules do when nobody knows the future.",
        "ja": "2025年までは公表された数字と比べられます。それより後の色のついた部分は、誰も未来を知らないときにルールが行うことです。",
    },
    "about.limits": {"en": "Limits", "ja": "限界"},
    "about.limits.fit": {
        "en": "The parameters were set by hand with published figures in view. That the years to 2025 look right is a fit and no test.",
        "ja": "パラメータは、公表された数字を見ながら手で決めました。2025年までが合って見えるのは当てはめであって、検証ではありません。",
    },
    "about.limits.nature": {
        "en": "The true productivity of AI is unknown and drawn at random for each seed. Whether a boom ends in a bust depends strongly on that draw.",
        "ja": "AIの真の生産性はわからないため、シードごとに無作為に決めています。ブームが崩壊に終わるかどうかは、この値に大きく左右されます。",
    },
    "about.limits.clean": {
        "en": "The venture boom of 2021 is missing, clean energy's rise above all; there is no climate policy.",
        "ja": "2021年のベンチャー投資の急増は再現されません。とくにクリーンエネルギーの伸びが足りません。モデルに気候政策はありません。",
    },
    "about.limits.multiples": {
        "en": "The leading chip vendor's multiple rises too late, and AI brings too little of the rise of listed earnings and capex: a little over two fifths and not quite three fifths, where it was four fifths and nine tenths.",
        "ja": "首位チップ企業の株価収益率は上がるのが遅く、上場企業の利益と設備投資の増加に占めるAIの割合は小さすぎます（実際の8割と9割に対し、4割強と6割弱）。",
    },
    "about.limits.pause": {
        "en": "Capex of 2025 is a tenth below what was published.",
        "ja": "2025年の設備投資は、公表された額より一割ほど少なく出ます。",
    },
    "about.limits.late": {
        "en": "No data of the years after 2025 has judged these rules: read the 2030s as comparisons, not as forecasts.",
        "ja": "2025年より後のデータで確かめられた規則ではありません。2030年代は予測としてではなく、比較として読んでください。",
    },
    "about.limits.thin": {
        "en": "Much is thin: five fields, two groups of shares, no bond market, no new lab after 2015, one word for saying AI.",
        "ja": "簡略なところが多くあります。分野は五つ、株は二群、債券市場はなく、2015年より後に新しい研究所は生まれず、「AIと語る」ことは一語で表されます。",
    },
    "about.limits.rule": {
        "en": "A model shows what follows from rules. Whether the rules are right is a question to data.",
        "ja": "モデルが示すのは、ルールから何が導かれるかです。ルールが正しいかどうかは、データへの問いです。",
    },
    "about.sources": {"en": "Sources", "ja": "出典"},
    "about.sources.1": {
        "en": "Each parameter names its source: a publication, an assumption, or a calibration. Point at a setting to read it; the table is in the README.",
        "ja": "どのパラメータにも出典（文献、仮定、または調整）が付いています。設定を指すと表示され、一覧はREADMEにあります。",
    },
    "about.sources.2": {
        "en": "Published figures, with a confidence for each, are in docs/observed.csv; the sources of the opening position in docs/history_sources.md; the literature in docs/literature.md.",
        "ja": "公表された数字とその確からしさは docs/observed.csv に、出発点の出典は docs/history_sources.md に、文献は docs/literature.md にあります。",
    },
    "about.cite": {"en": "How to cite", "ja": "引用のしかた"},
    "about.cite.1": {
        "en": "Name the version and the seed, so that others can run what you saw:",
        "ja": "ほかの人が同じものを実行できるよう、バージョンとシードを書いてください。",
    },
    "about.versions": {"en": "Versions", "ja": "バージョン"},
    "about.licence": {"en": "Licence", "ja": "ライセンス"},
    "about.licence.1": {
        "en": "Apache License 2.0: free to use, change and pass on, in class too, with its notice. The text is in the file LICENSE.",
        "ja": "Apache License 2.0です。表示を残せば、授業での利用も含め、自由に使い、変え、配ることができます。全文は LICENSE ファイルにあります。",
    },
    "about.licence.2": {
        "en": "This page asks nothing of other machines: it works without the internet and sends nothing.",
        "ja": "この画面はほかのコンピューターに何も求めません。インターネットなしで動き、何も送信しません。",
    },
    "about.odd": {"en": "The model in full: the ODD protocol", "ja": "モデルの全体：ODDプロトコル"},
    "about.odd.1": {
        "en": "ODD is the usual form in which agent-based models are described: overview, design concepts, details.",
        "ja": "ODDは、エージェントベースモデルを記述する標準的な形式です（概要、設計概念、詳細）。この文書は英語です。",
    },
    "about.odd.open": {"en": "Show the document", "ja": "文書を表示（英語）"},
}
