"""The stage: one widget that is handed a whole run and then plays it in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ui import packed
from ui.packed import Picture
from ui.plain import Plain, to_json

STATIC = Path(__file__).parent / "static"
MODULES = (
    *("format", "svg", "save", "luck", "panels", "chart", "network", "sankey", "stays"),
    *("timeline", "twin", "keep", "compare", "print", "stage"),
)
"""The stage's JavaScript, each module after those it imports."""


def bundle(names: tuple[str, ...] = MODULES) -> str:
    """Return the modules as one: a widget carries a single module, and its parts cannot import each other."""
    sources = [(STATIC / "stage" / f"{name}.js").read_text(encoding="utf-8") for name in names]
    joined = "\n".join(re.sub(r"^import .*\n", "", source, flags=re.MULTILINE) for source in sources)
    return re.sub(r"^export (?!default)", "", joined, flags=re.MULTILINE)


class Stage(anywidget.AnyWidget):
    """Draws one run; the server sets the traits below, and hears of the month."""

    _esm = bundle()
    _css = (STATIC / "stage.css").read_text(encoding="utf-8")
    language = traitlets.Unicode("en").tag(sync=True)
    words = traitlets.Instance(Plain, ({},)).tag(sync=True, to_json=to_json)
    status = traitlets.Dict().tag(sync=True)
    stale = traitlets.Bool(False).tag(sync=True)
    picture = traitlets.Instance(Picture, ()).tag(sync=True, to_json=packed.to_json)
    twin = traitlets.Instance(Picture, ()).tag(sync=True, to_json=packed.to_json)
    presets: traitlets.List[Any] = traitlets.List(help="name and label of each scenario").tag(sync=True)
    shows = traitlets.List(traitlets.Unicode()).tag(sync=True)
    address = traitlets.Unicode("?", help="the query that restores the run").tag(sync=True)
    wanted = traitlets.Int(-1, help="the month that a link asks for, or -1").tag(sync=True)
    month = traitlets.Int(0, help="the month at the playhead at rest; the browser sets it").tag(sync=True)

    asked = traitlets.Callable(default_value=None, allow_none=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, content: Any, _buffers: Any) -> None:
        callback: Callable[[Any], None] | None = self.asked
        asked = content if isinstance(content, dict) else {}
        if callback and asked.get("ask") == "again":
            callback(None)
        if callback and asked.get("ask") == "run" and isinstance(asked.get("form"), dict):
            callback(asked["form"])
