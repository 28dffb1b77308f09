"""Settings read from the host's own file: one place, whichever way one enters."""

import re
from pathlib import Path

import pytest

from termbase.site.options import OptionsError, decode_options
from termbase.site.project import find_project, open_project
from termbase.site.settings_file import SettingsError, read_settings

PLUGIN = """\
site_name: X
site_url: !ENV [NOT_SET_ANYWHERE, "https://words.invalid"]
docs_dir: pages
plugins:
  - search
  - termbase:
      glossary: terms
      history: false
markdown_extensions:
  - tables
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_options_addresses_and_folders_come_from_the_file_of_mkdocs(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, "mkdocs.yml", PLUGIN))
    assert settings.glossary == tmp_path / "terms"
    assert settings.docs == tmp_path / "pages"
    assert settings.site_url == "https://words.invalid/"
    assert settings.options.history is False
    assert settings.extensions == ("tables", "pymdownx.emoji", "search", "termbase")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "markdown_extensions:\n  - termbase: {glossary: terms, term_url: '/w/{path}/'}\n"),
        ("mkdocs.yml", "markdown_extensions:\n  termbase: {glossary: terms, term_url: '/w/{path}/'}\n"),
        (
            "zensical.toml",
            '[project.markdown_extensions.termbase]\nglossary = "terms"\nterm_url = "/w/{path}/"\n',
        ),
    ],
)
def test_the_extension_without_a_plugin_is_set_in_the_same_place(tmp_path: Path, name: str, text: str) -> None:
    settings = read_settings(write(tmp_path, name, text))
    assert (settings.glossary, settings.term_url) == (tmp_path / "terms", "/w/{path}/")


def test_a_file_inherits_from_another(tmp_path: Path) -> None:
    write(tmp_path, "base.yml", "plugins:\n  termbase: {glossary: terms}\nsite_url: https://a.invalid/\n")
    settings = read_settings(write(tmp_path, "mkdocs.yml", "INHERIT: base.yml\nsite_url: https://b.invalid/\n"))
    assert (settings.glossary.name, settings.site_url) == ("terms", "https://b.invalid/")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "plugins: [termbase: {glosary: x}]",
            "mkdocs.yml:1:22: error TB121: there is no option “glosary”. Did you mean “glossary”?",
        ),
        ("plugins: [termbase: {history: perhaps}]", "mkdocs.yml:1:22: error TB121: option “history”"),
        (
            "plugins:\n  - termbase:\n      link:\n        repeat: never\n",
            "mkdocs.yml:4:9: error TB121: option “link.repeat”",
        ),
        ("plugins:\n  - termbase:\n      remotes: [a, 1]\n", "mkdocs.yml:3:20: error TB121: option “remotes.1”"),
        (
            'plugins: [termbase: {glossary: "a\\0b"}]',
            "mkdocs.yml:1:22: error TB121: option “glossary”: no folder can have",
        ),
        (
            f"plugins: [termbase: {{glossary: {'x' * 5_000}}}]",
            "error TB121: option “glossary”: no folder can have the name",
        ),
        (
            'plugins:\n  - termbase:\n      glossaries:\n        b:\n          glossary: "\\0"\n',
            "mkdocs.yml:4:9: error TB121: option “glossaries.b”: no folder",
        ),
        ('docs_dir: "\\0"\nplugins: [termbase]\n', "error TB121: option “docs_dir”: no folder can have the name"),
        ("plugins: [termbase: {", "mkdocs.yml:1:22: error TB121: this is not valid YAML: did not find"),
        ("a: [" * 2000, "mkdocs.yml:1:201: error TB121: the file is more than 100 levels deep"),
        ("a: &a [*a]", "mkdocs.yml:1:8: error TB121: the alias “*a” refers to nothing, or to what it is part of"),
        (
            "a: &a [1, 2]\n" + "".join(f"b{n}: &a [{'*a, ' * 9}]\n" for n in range(9)),
            "made of more than 1,000,000 values",
        ),
        ("a: 2024-13-01", "mkdocs.yml:1:1: error TB121: a value cannot be read: month must be in 1..12"),
        ("x: 1\ny: \xff\n", "mkdocs.yml:2:4: error TB121: byte 0xFF is not valid UTF-8"),
        ("a: " + "x" * 4_200_000, "is larger than 4,194,304 bytes"),
        ("- no\n- mapping", None),
        ("plugins: termbase", None),
        ("plugins: [[termbase]]", None),
    ],
)
def test_whatever_is_in_it_ends_in_settings_or_in_words(tmp_path: Path, text: str, told: str | None) -> None:
    file = write(tmp_path, "mkdocs.yml", "")
    file.write_bytes(text.encode("latin-1" if "\xff" in text else "utf-8"))
    if told is None:
        assert read_settings(file).glossary == tmp_path / "glossary"
    else:
        with pytest.raises(SettingsError, match=re.escape(told)):
            read_settings(file)


def test_all_wrong_options_are_told_at_once() -> None:
    with pytest.raises(OptionsError) as raised:
        decode_options({"glosary": "x", "history": "perhaps", "remotes": 3})
    assert len(raised.value.problems) == 3


def test_the_nearest_settings_that_name_termbase_win(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", PLUGIN)
    (tmp_path / "terms").mkdir()
    write(tmp_path / "inner", "mkdocs.yml", "site_name: Other\nplugins: [search]\n")
    project = find_project(tmp_path / "inner")
    assert project is not None
    assert project.settings.glossary == tmp_path / "terms"


def test_without_settings_a_folder_called_glossary_is_found_and_its_neighbors_are_let_be(tmp_path: Path) -> None:
    (tmp_path / "a/glossary").mkdir(parents=True)
    (tmp_path / "a/b").mkdir()
    project = find_project(tmp_path / "a/b")
    assert project is not None
    assert project.settings.glossary == tmp_path / "a/glossary"
    assert not project.settings.options.link_pages
    assert find_project(tmp_path) is None


def test_a_folder_that_is_named_keeps_the_settings_that_are_about_it(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", PLUGIN)
    for name in ("terms", "others"):
        (tmp_path / name).mkdir()
    assert open_project(glossary=tmp_path / "terms").settings.docs == tmp_path / "pages"
    assert open_project(glossary=tmp_path / "others").settings.options.glossary == "others"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_wrong_option_has_the_line_that_an_editor_shows(tmp_path: Path, end: str) -> None:
    path = tmp_path / "mkdocs.yml"
    text = f"\ufeff# a\u2028# b\x85# c{end}plugins:{end}  - termbase:{end}      links: 1{end}"
    path.write_text(text, "utf-8", newline="")
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    assert str(refused.value).startswith("mkdocs.yml:4:7: error TB121: ")
