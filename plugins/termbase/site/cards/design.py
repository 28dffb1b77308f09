"""The common design of a site's cards, and whether they can be drawn on this machine."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from termbase.site.cards.lettering import Lettering, lettering, packaged
from termbase.site.cards.picture import ACCENT, Design
from termbase.site.options import CardOptions, OptionsError
from termbase.site.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Cards:
    """The cards of a site."""

    options: CardOptions
    """How they look."""
    root: Path
    """The folder that the font's path starts from."""

    def check(self) -> None:
        """Checks that cards can be drawn here.

        Raises:
            OptionsError: They cannot.
        """
        _ = self.design

    @cached_property
    def design(self) -> Design:
        """Their fonts and colors.

        Raises:
            OptionsError: Pillow is not installed, or the font cannot be used.
        """
        if find_spec("PIL") is None:
            told = (
                "option “cards”: Pillow, which draws them, is not installed. Run: pip install 'mkdocs-termbase[cards]'"
            )
            raise OptionsError((told,), paths=(("cards",),))
        own = self._own() if self.options.font else None
        return Design(name=own or packaged(600), text=own or packaged(400), accent=self.options.color or ACCENT)

    def _own(self) -> Lettering:
        try:
            font = lettering(self.root / self.options.font)
            font.at(12)
        except OSError as error:
            told = f"option “cards.font”: “{self.options.font}” cannot be used as a font: {error.strerror or error}. Name a TTF, OTF, or WOFF2 file, relative to the settings file."
            raise OptionsError((told,), paths=(("cards", "font"),)) from None
        return font

    @cached_property
    def look(self) -> str:
        """A hash of all that cards have in common."""
        font = (self.root / self.options.font).read_bytes() if self.options.font else b""
        return sha256(f"{_version()} {self.design.accent} ".encode() + font).hexdigest()

    def has_letters(self, name: str) -> bool:
        """Whether a name can be written with the font; without it, the site's general card is better."""
        return self.design.name.has(name)


def cards_of(settings: Settings) -> Cards | None:
    """The cards of a site, if its settings ask for them; other programs find them only if the site's URL is known."""
    options = settings.options.cards
    return Cards(options=options, root=settings.root) if options is not None and settings.site_url else None


def _version() -> str:
    import PIL

    return PIL.__version__
