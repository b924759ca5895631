"""Where does the archive lie? The names inside its home folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOME_VARIABLE: Final = "TELUSUR_HOME"
DEFAULT_HOME: Final = "index_data"


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder of one archive (`--home`, else TELUSUR_HOME, else ./index_data)."""

    path: Path

    @property
    def store(self) -> Path:
        """Every story: the truth."""
        return self.path / "archive.db"

    @property
    def index(self) -> Path:
        """The folder of the index generations and CURRENT."""
        return self.path / "index"

    @property
    def stems(self) -> Path:
        """Word -> stem, kept between runs."""
        return self.path / "stems.tsv"

    @property
    def newsroom(self) -> Path:
        """What the newsroom decided about words; there may be none."""
        return self.path / "newsroom.db"

    @property
    def inbox(self) -> Path:
        """What was pushed and is not in the store yet; there may be none."""
        return self.path / "inbox.db"
