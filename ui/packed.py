"""How a trace travels: deflated JSON, which a browser unpacks by itself and a page can read without the model."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any


def pack(trace: dict[str, Any]) -> bytes:
    """Return the trace as deflated JSON, which a browser unpacks by itself."""
    return zlib.compress(json.dumps(trace, separators=(",", ":"), allow_nan=False).encode(), level=6)


def unpack(picture: bytes) -> dict[str, Any]:
    """Return the trace that `pack` was given."""
    trace: dict[str, Any] = json.loads(zlib.decompress(picture))
    return trace


@dataclass(frozen=True)
class Picture:
    """A packed trace and the run that it is shown for; visitors who ask for the same economy share the trace."""

    run: str = ""
    packed: bytes = b""

    def trace(self) -> dict[str, Any] | None:
        """Return the trace, under the name of its run; None while there is none."""
        return {**unpack(self.packed), "run": self.run} if self.packed else None


def to_json(picture: Picture, _widget: Any) -> dict[str, Any]:
    """Return what a widget sends of a picture."""
    return {"run": picture.run, "packed": picture.packed}
