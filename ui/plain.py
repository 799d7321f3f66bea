"""What goes to the browser as it is: Solara need not look through it for components at every render."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara


@dataclass(frozen=True)
class Plain:
    """A value without components in it, such as all texts of the page; `value` is ready for JSON.

    Solara walks dictionaries and lists several times a render, item by item. With the texts and the settings
    that took 17 ms of the server for each report of each visitor's run; it takes an object as one thing.
    """

    value: Any


def to_json(given: Any, _widget: Any) -> Any:
    """Return what a widget sends for a trait that may hold a Plain."""
    return given.value if isinstance(given, Plain) else given


def template(file: str) -> Callable[[Callable[..., None]], Callable[..., solara.Element]]:
    """Make a component of a Vue template beside the function; what its parameters are given is Plain.

    A parameter that begins with `event_` is a callback that the template may call; the function itself only
    declares the parameters.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., solara.Element]:
        names = [name for name in inspect.signature(function).parameters if not name.startswith("event_")]
        component = solara.component_vue(file, to_json=dict.fromkeys(names, to_json))(function)

        @functools.wraps(function)
        def element(**given: Any) -> solara.Element:
            return component(**{name: Plain(it) if name in names else it for name, it in given.items()})

        return element

    return decorate
