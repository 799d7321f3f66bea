"""Words of the Lessons page; what a lesson itself says stands in its file."""

from __future__ import annotations

LESSONS: dict[str, dict[str, str]] = {
    "lesson.shelf": {"en": "Lessons", "ja": "授業の一覧"},
    "lesson.none": {"en": "There is no lesson here.", "ja": "授業がありません。"},
    "lesson.minutes": {"en": "{minutes} min", "ja": "{minutes}分"},
    "lesson.steps": {"en": "Steps of the lesson", "ja": "授業の流れ"},
    "lesson.aim": {"en": "What you learn", "ja": "学ぶこと"},
    "lesson.seed": {"en": "Seed of luck", "ja": "運の種（シード）"},
    "lesson.seed.hint": {
        "en": "Groups may take different seeds: the rules are the same, the luck is another.",
        "ja": "班ごとに別のシードにできます。ルールは同じで、運だけが違います。",
    },
    "lesson.seed.wrong": {
        "en": "A seed is a whole number from 0 to 2147483647. The lesson keeps seed {seed}.",
        "ja": "シードは0から2147483647までの整数です。授業はシード{seed}のままです。",
    },
    "lesson.again": {"en": "Start over", "ja": "最初からやり直す"},
    "lesson.predict": {"en": "First, your prediction", "ja": "まず予想する"},
    "lesson.predict.hint": {
        "en": "Run unlocks once you have predicted. You cannot change it afterwards.",
        "ja": "予想を決めると「実行」が使えます。決めたあとは変えられません。",
    },
    "lesson.predict.hint.read": {
        "en": "The charts and what to notice come once you have predicted. You cannot change it afterwards.",
        "ja": "予想を決めると図と解説が表示されます。決めたあとは変えられません。",
    },
    "lesson.predict.lock": {"en": "This is my prediction", "ja": "この予想に決める"},
    "lesson.draw.hint": {
        "en": "Draw a line across the chart with mouse or finger, or use the sliders below it.",
        "ja": "マウスや指で図に線を引くか、下のスライダーで決めてください。",
    },
    "lesson.draw.label": {
        "en": "Chart to draw on: share in per cent by year, 2015 to 2035",
        "ja": "線を引く図：2015〜2035年の割合（%）",
    },
    "lesson.draw.short": {
        "en": "Years on your line so far: {drawn}. It takes at least {least}: draw on, or set another slider.",
        "ja": "線が引かれているのは{drawn}年分です。決めるには{least}年分以上が必要です。線を続けるか、ほかのスライダーも動かしてください。",
    },
    "lesson.draw.clear": {"en": "Clear", "ja": "消す"},
    "lesson.yours": {"en": "Your prediction", "ja": "あなたの予想"},
    "lesson.came": {"en": "What happened", "ja": "実際の結果"},
    "lesson.hit": {"en": "You predicted it.", "ja": "予想が当たりました。"},
    "lesson.miss": {
        "en": "You predicted something else. That is worth a thought: why?",
        "ja": "予想とは違いました。なぜでしょうか。考えてみましょう。",
    },
    "lesson.year": {"en": "Year", "ja": "年"},
    "lesson.run": {"en": "Run", "ja": "実行"},
    "lesson.run.again": {"en": "Run this step again", "ja": "このステップをもう一度実行"},
    "lesson.run.locked": {"en": "Predict first", "ja": "先に予想してください"},
    "lesson.running": {
        "en": "The economy is running. It appears below, month by month.",
        "ja": "経済を計算しています。下に月ごとに表示されます。",
    },
    "lesson.other": {
        "en": "The charts below show another economy. Run this step again to see its own.",
        "ja": "下の図は別の経済のものです。このステップの図を見るには、もう一度実行してください。",
    },
    "lesson.veiled": {
        "en": "The charts appear here once you have predicted and pressed Run.",
        "ja": "予想して「実行」を押すと、ここに図が表示されます。",
    },
    "lesson.settings": {"en": "Settings of this step", "ja": "このステップの設定"},
    "lesson.scenario": {"en": "Scenario: {name}, seed {seed}", "ja": "シナリオ：{name}、シード {seed}"},
    "lesson.off": {"en": "Switched off: {name}", "ja": "オフ：{name}"},
    "lesson.set": {"en": "{name}: {value}", "ja": "{name}：{value}"},
    "lesson.look": {"en": "Where to look", "ja": "見るところ"},
    "lesson.back": {"en": "Back to the lesson", "ja": "授業に戻る"},
    "lesson.notice": {"en": "What to notice", "ja": "気づいてほしいこと"},
    "lesson.notice.hint": {
        "en": "The numbers are read from this run. Another seed gives others.",
        "ja": "数字はこの計算から読み取っています。シードが違えば数字も変わります。",
    },
    "lesson.twin_waits": {
        "en": "This sentence waits for the twin: the same world and luck without belief. It takes some seconds more.",
        "ja": "この文は双子の世界（同じ世界と運で信念だけがない）の計算を待っています。あと少しかかります。",
    },
    "lesson.rule": {"en": "The rule itself", "ja": "ルールそのもの"},
    "lesson.rule.hint": {
        "en": "This is the text that runs, word for word. It decides for one agent and for all of them.",
        "ja": "これが実際に動いているプログラムです。一人の決定にも全員の決定にも、この同じ文が使われます。",
    },
    "lesson.next": {"en": "Next step", "ja": "次のステップ"},
    "lesson.exercises": {"en": "Exercises", "ja": "演習"},
    "lesson.exercises.hint": {
        "en": "Do them on the pages Watch and Costs: the settings stand beside the charts there.",
        "ja": "「観察」と「代償」のページで行います。図の横に設定があります。",
    },
    "lesson.solution": {"en": "Show the solution", "ja": "解答を表示"},
    "lesson.plan": {"en": "Plan for the teacher", "ja": "教師用の授業計画"},
    "lesson.plan.close": {"en": "Back to the lesson", "ja": "授業に戻る"},
    "lesson.plan.print": {"en": "Print the plan", "ja": "計画を印刷"},
    "lesson.plan.time": {"en": "Time", "ja": "時間"},
    "lesson.plan.what": {"en": "What happens", "ja": "内容"},
    "lesson.plan.mistakes": {"en": "What students get wrong", "ja": "学生が間違えやすいこと"},
    "lesson.plan.belief": {"en": "They say", "ja": "学生の考え"},
    "lesson.plan.reply": {"en": "What helps", "ja": "助けになること"},
    "lesson.plan.solutions": {"en": "Solutions of the exercises", "ja": "演習の解答"},
}
