"""The Agents page by itself, with an economy of its own and the month of its address, until other pages frame it."""

from __future__ import annotations

from urllib.parse import parse_qs

import solara

from ui import controls
from ui.agents_page import AgentsPage
from ui.watch import follow


@solara.component
def AgentsAlone() -> solara.Element:
    """Run the default economy and ask about a month of it: `/agents?month=138`."""
    order = solara.use_memo(controls.new_order, [])
    asked = parse_qs((solara.use_router().search or "").lstrip("?")).get("month", ["0"])[0]
    month, set_month = solara.use_state(int(asked) if asked.isdecimal() else 0)
    solara.use_effect(lambda: follow(order, lambda report: None), [order])
    return AgentsPage(order, month, set_month)
