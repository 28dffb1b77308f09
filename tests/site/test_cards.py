"""The pictures of shared links to terms."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from termbase.hosts.options import read_site
from termbase.hosts.staging import stage
from termbase.site.cards import design as design_module
from termbase.site.cards import files
from termbase.site.cards.design import Cards
from termbase.site.cards.files import card_files, card_paths
from termbase.site.cards.lettering import lettering, packaged
from termbase.site.cards.picture import Design, picture
from termbase.site.options import CardOptions, OptionsError, decode_options
from termbase.site.project import Project
from termbase.site.render import render_redirects
from termbase.site.settings import make_settings
from termbase.site.site import Site
from tests.conftest import write_all
from tests.exports.sites import ADDRESSES, HOSTILE, made

PAPER = (0xFD, 0xFC, 0xF9)
OURS = Path(__file__).parents[2] / "plugins/termbase"
DESIGN = Design(name=packaged(600), text=packaged(400))
TERMS = {
    "concepts/churn.yml": "term: Churn\nabbreviations: [CH]\ndefinition: Loss of customers.\n",
    "concepts/kokyaku.yml": "id: kokyaku\nterm: 顧客\ndefinition: Someone who buys.\n",
    "concepts/gain.yml": "term: Gain\ndefinition: Growth, 成長.\n",
}


def site(options: CardOptions | None = None, files: dict[str, str] = TERMS) -> Site:
    return replace(
        made(files), addresses=ADDRESSES, cards=Cards(options=options or CardOptions(), root=Path(__file__).parent)
    )


def pixels(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("RGB")


def drawn(name: str, text: str = "Loss of customers.", head: str = "Glossary") -> bytes:
    return picture(DESIGN, head=head, name=name, text=text)


def test_no_site_has_cards_unasked() -> None:
    assert decode_options({}).cards is None
    assert decode_options({"cards": False}).cards is None
    assert decode_options({"cards": True}).cards == CardOptions()
    assert list(card_files(replace(site(), cards=None))) == []


def test_only_a_finished_site_with_an_address_has_cards(tmp_path: Path) -> None:
    write_all(tmp_path, {f"glossary/{name}": text for name, text in TERMS.items()})

    def found(url: str, *, serving: bool = False) -> Cards | None:
        settings = make_settings({"cards": True}, root=tmp_path, site_url=url)
        return read_site(Project(settings=settings, serving=serving)).cards

    assert found("https://acme.example/") is not None
    assert found("") is None
    assert found("https://acme.example/", serving=True) is None


def test_a_card_is_next_to_the_page_of_its_term() -> None:
    assert list(card_paths(site())) == ["terms/churn/card.png", "terms/gain/card.png"]
    assert [artifact.path for artifact in card_files(site())] == list(card_paths(site()))
    moved = replace(site(), addresses=replace(ADDRESSES, folder="words", directory_urls=False))
    assert next(card_paths(moved)) == "words/terms/churn/card.png"


def test_every_shared_address_of_a_term_names_its_card() -> None:
    found = {artifact.path: str(artifact.content) for artifact in render_redirects(site())}
    for name in ("churn", "ch"):
        assert 'og:image" content="https://termbase.example/terms/churn/card.png"' in found[f"go/{name}/index.html"]
    assert "assets/termbase/card.png" in found["go/kokyaku/index.html"], "a name without letters has the general card"
    assert 'og:image:alt" content="Churn (CH): Loss of customers."' in found["go/ch/index.html"]


def test_a_folder_for_other_hosts_has_the_cards() -> None:
    assert set(card_paths(site())) <= {artifact.path for artifact in stage(site())}


def test_a_text_without_letters_is_left_out_and_nothing_is_drawn_for_it() -> None:
    by_path = {artifact.path: artifact.data for artifact in card_files(site())}
    title = site().termbase.title
    assert by_path["terms/gain/card.png"] == drawn("Gain", "", title)
    assert by_path["terms/churn/card.png"] == drawn("Churn (CH)", "Loss of customers.", title)


def test_the_same_card_has_the_same_bytes_and_another_has_others() -> None:
    assert drawn("Churn") == drawn("Churn")
    assert len({drawn("Churn"), drawn("Churns"), drawn("Churn", "Loss."), drawn("Churn", head="")}) == 4
    other = replace(DESIGN, accent="#b00020")
    assert picture(other, head="", name="Churn", text="").count(bytes((0xB0, 0x00, 0x20))) == 1


LONG = {
    "words": "a long name " * 40,
    "one word": "Donaudampfschifffahrtsgesellschaft" * 9,
    "wide letters": "W" * 400,
    "no letter": "",
    "hyphens": "-" * 300,
}


@pytest.mark.parametrize("name", [*LONG.values(), *(name for name, _ in HOSTILE.values())])
def test_nothing_leaves_the_frame(name: str) -> None:
    name = name.replace("\x00", "").replace("\ud800", "")
    image = pixels(drawn(name, name * 3, name))
    right, bottom = image.crop((1200 - 60, 0, 1200, 630)), image.crop((18, 630 - 36, 1200, 630))
    assert {color for _, color in right.getcolors() or ()} == {PAPER}
    assert {color for _, color in bottom.getcolors() or ()} == {PAPER}


def test_a_name_as_long_as_ours_and_its_definition_are_complete() -> None:
    lines = DESIGN.text.lines("word " * 40, size=38, room=1020)
    assert len(lines) <= 5
    sizes = {len(drawn("Net revenue retention (NRR)", "word " * count)) for count in (28, 29, 30)}
    assert len(sizes) == 3, "each further word is drawn"


def test_letters_are_set_closer_where_the_font_says_so() -> None:
    font = packaged(600)
    assert font.width("AV", size=100) < font.width("A", size=100) + font.width("V", size=100)
    assert font.width("Привет, κόσμε, żółć", size=100) > 0


@pytest.mark.parametrize("x", [90, 90.2, 90.25, 90.7, 90.75, 91])
def test_each_letter_is_drawn_once_and_put_where_pillow_would_draw_it(x: float) -> None:
    font, text, size = packaged(600), "Gross “jÅgQ”, 1/2 fy", 76
    ours, theirs = Image.new("L", (1200, 200)), Image.new("L", (1200, 200))
    font.draw(ours, text, x=x, y=120.6, size=size)
    shapes = dict(font._shapes)
    font.draw(Image.new("L", (1200, 200)), text, x=x + 300, y=80, size=size)
    assert font._shapes == shapes
    for letter, step in font._steps(text):
        ImageDraw.Draw(theirs).text((x, 120.6), letter, font=font.at(size), fill=255, anchor="ls")
        x += step * size / 1000
    assert ours.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("text", ["顧客", "שלום", "مرحبا", "नमस्ते", "ไทย", "\U0001f600", "a\u0301\u0323", "\u0000"])
def test_a_font_has_only_letters_that_stand_by_themselves(text: str) -> None:
    assert not packaged(400).has(text)


@pytest.mark.parametrize("text", ["Churn 5%", "“Ä–é…”", "Żyć", "Привет", "Λόγος", ""])
def test_the_packaged_font_has_the_letters_of_europe(text: str) -> None:
    assert packaged(400).has(text)


def test_a_card_that_was_drawn_before_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drew: list[str] = []

    def counted(design: Design, *, head: str, name: str, text: str) -> bytes:
        drew.append(name)
        return picture(design, head=head, name=name, text=text)

    class Kept:
        templates = None

        def __init__(self) -> None:
            self.stored: dict[str, str] = {}

        def body(self, shows: str, make: Callable[[], str]) -> str:
            if shows not in self.stored:
                self.stored[shows] = make()
            return self.stored[shows]

    monkeypatch.setattr(files, "picture", counted)
    kept = Kept()
    first = [artifact.data for artifact in card_files(site(), kept=kept)]
    assert drew == ["Churn (CH)", "Gain"]
    assert [artifact.data for artifact in card_files(site(), kept=kept)] == first
    changed = {**TERMS, "concepts/gain.yml": "term: Gain\ndefinition: Growth.\n"}
    list(card_files(site(files=changed), kept=kept))
    assert drew == ["Churn (CH)", "Gain", "Gain"]
    list(card_files(site(CardOptions(color="#b00020")), kept=kept))
    assert len(drew) == 5


def test_a_font_of_the_site_s_own_is_used(tmp_path: Path) -> None:
    data = (OURS / "theme_parts/style/assets/termbase/fonts/literata.woff2").read_bytes()
    (tmp_path / "own.woff2").write_bytes(data)
    own = replace(site(), cards=Cards(options=CardOptions(font="own.woff2"), root=tmp_path))
    assert next(card_files(own)).data != next(card_files(site())).data
    assert not lettering(tmp_path / "own.woff2").has("Привет")


@pytest.mark.parametrize(("name", "data"), [("none.ttf", None), ("broken.ttf", b"no font"), ("empty.ttf", b"")])
def test_a_font_that_cannot_be_used_is_named(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(OptionsError, match=rf"cards\.font.*{name}.*Name a TTF"):
        Cards(options=CardOptions(font=name), root=tmp_path).check()


def test_without_pillow_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(design_module, "find_spec", lambda name: None)
    with pytest.raises(OptionsError, match=r"pip install 'mkdocs-termbase\[cards\]'"):
        Cards(options=CardOptions(), root=Path()).check()


def test_a_color_is_a_color() -> None:
    with pytest.raises(OptionsError):
        decode_options({"cards": {"color": "red"}})
