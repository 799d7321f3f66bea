"""The Agents page by itself, with an economy and a month of its own, until it shares the frame of the other pages."""

from __future__ import annotations

import solara

from ui import controls
from ui.agents_page import AgentsPage
from ui.watch import follow


@solara.component
def AgentsAlone() -> solara.Element:
    """Run the default economy and ask about the month chosen."""
    order = solara.use_memo(controls.new_order, [])
    month, set_month = solara.use_state(143)
    solara.use_effect(lambda: follow(order, lambda report: None), [order])
    choose = solara.InputInt("Month", value=month, on_value=set_month)
    return solara.Div(children=[choose, AgentsPage(order, month)])
