"""The stage for whoever asks for less motion: the last month is there at once, and the buttons say what is so."""

from __future__ import annotations

import pytest

from ui.stage import bundle

pytestmark = pytest.mark.browser

# A stage that draws nothing: it stands at the last month computed so far, plays, and is handed another run.
TAKES_ANOTHER_RUN_WHILE_IT_PLAYS = """
() => {
  %s
  const nothing = () => {}, run = (name) => ({ run: name, months: 18, horizon: 252 });
  const stage = Object.assign(Object.create(Stage.prototype), {
    run: run("first"), at: 17, follow: false, wanted: null, root: document.body, model: { get: nothing },
    timeline: { playing: nothing }, compare: { giveWay: nothing, goOn: nothing },
    loadParts: nothing, tellStatus: nothing, isShown: nothing, show: nothing, rest: nothing,
  });
  stage.tick = stage.tick.bind(stage);
  stage.play();
  const played = stage.isPlaying;
  stage.take(run("second"));
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done([played, stage.isPlaying, stage.at]))));
}
"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_who_plays_at_the_last_month_and_orders_another_economy_plays_no_more_once_it_is_there(page, motion):
    page.emulate_media(reduced_motion=motion)
    code = TAKES_ANOTHER_RUN_WHILE_IT_PLAYS % bundle().replace("export default", "const widget =")
    assert page.evaluate(code) == [True, False, 17]
