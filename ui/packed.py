"""How a trace travels: deflated JSON, which a browser unpacks by itself and a page can read without the model."""

from __future__ import annotations

import json
import zlib
from typing import Any


def pack(trace: dict[str, Any]) -> bytes:
    """Return the trace as deflated JSON, which a browser unpacks by itself."""
    return zlib.compress(json.dumps(trace, separators=(",", ":"), allow_nan=False).encode(), level=6)


def unpack(picture: bytes) -> dict[str, Any]:
    """Return the trace that `pack` was given."""
    trace: dict[str, Any] = json.loads(zlib.decompress(picture))
    return trace
