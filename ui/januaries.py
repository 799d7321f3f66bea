"""The saved Januaries of an order, from which a month can be run again; they lie in a folder that goes when the order goes."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model import Economy

YEAR = 12
QUICK = 1
"""Level of compression: a fifth of the size in a twentieth of a second a state; more takes longer and saves little."""


class Januaries:
    """The states of one economy at the start of each year, a file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.full = False

    def keep(self, economy: Economy) -> None:
        """Save an economy that is about to run a January. A full disk ends the saving, not the run."""
        from model.saving import save_state

        if economy.month % YEAR or self.full:
            return
        try:
            save_state(economy, self._path(economy.month), durable=False)
        except OSError:
            self.full = True

    def press(self) -> None:
        """Compress what was saved, when nobody waits for it; who reads meanwhile finds one form or the other."""
        for path in sorted(self.folder.glob("*.state")):
            beside = path.with_suffix(".part")
            try:
                with path.open("rb") as plain, gzip.open(beside, "wb", compresslevel=QUICK) as small:
                    shutil.copyfileobj(plain, small)
                beside.replace(path.with_suffix(".state.gz"))
                path.unlink()
            except OSError:
                return

    def before(self, month: int) -> Path:
        """Return the saved January at or before a month. Raises LookupError where there is none."""
        january = self._path(month - month % YEAR)
        for path in (january, january.with_suffix(".state.gz"), january):
            if path.exists():
                return path
        raise LookupError("not_saved")

    def _path(self, month: int) -> Path:
        return self.folder / f"month-{month:03}.state"
