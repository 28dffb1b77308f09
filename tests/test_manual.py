"""Every code that the package can tell has its section in the manual, and no section is for another."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from termbase.model.codes import CODE_HEADINGS, Code

PROJECT = Path(__file__).parents[1]
PAGES = {name: (PROJECT / f"docs/manual/{name}.md").read_text("utf-8") for name in ("rules", "diagnostics")}
HEADING = re.compile(r"^## (TB\d{3}): (.+?) \{ #(tb\d{3}) \}$", re.MULTILINE)
SECTIONS = {name: {match[1]: match for match in HEADING.finditer(text)} for name, text in PAGES.items()}


MODULES = {path: ast.parse(path.read_text("utf-8")) for path in (PROJECT / "plugins/termbase").rglob("*.py")}


def codes_in_use() -> set[str]:
    """The codes that a module of the package takes from the table."""
    return {
        Code[node.attr].value
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
    }


def text_of(page: str, code: str) -> str:
    following = PAGES[page][SECTIONS[page][code].end() :]
    return following.split("\n## ", 1)[0].strip()


def test_every_code_is_used_and_has_a_section_with_its_heading() -> None:
    headings = {code: match[2] for sections in SECTIONS.values() for code, match in sections.items()}
    assert headings == CODE_HEADINGS
    assert codes_in_use() == set(CODE_HEADINGS)


def test_a_code_is_written_in_the_table_alone() -> None:
    written = {
        path.name
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"TB\d{3}", node.value)
    }
    assert written == {"codes.py"}


def test_rules_are_on_one_page_and_facts_on_the_other() -> None:
    assert {code[:3] for code in SECTIONS["rules"]} == {"TB6"}
    assert "TB6" not in {code[:3] for code in SECTIONS["diagnostics"]}


@pytest.mark.parametrize("page", PAGES)
def test_sections_are_in_order_and_each_code_has_one(page: str) -> None:
    headings = re.findall(r"^## (TB.*)$", PAGES[page], re.MULTILINE)
    codes = [match[1] for match in HEADING.finditer(PAGES[page])]
    assert len(headings) == len(codes)
    assert codes == sorted(set(codes))
    assert all(match[3] == code.lower() for code, match in SECTIONS[page].items())


@pytest.mark.parametrize("code", SECTIONS["rules"])
def test_the_section_of_a_rule_says_what_why_and_how_to_allow(code: str) -> None:
    text = text_of("rules", code)
    assert re.search(r"\*\*[Ff]inds\*\*", text)
    assert "**Why**: " in text
    assert re.search("```(yaml|markdown)", text)
    assert re.search(rf"\*\*allow\*\* `{code}`|cannot be allowed", text, re.IGNORECASE)


@pytest.mark.parametrize("code", SECTIONS["diagnostics"])
def test_the_section_of_a_diagnostic_says_something(code: str) -> None:
    assert len(text_of("diagnostics", code).split()) >= 12


@pytest.mark.parametrize("page", PAGES)
def test_no_two_sections_are_alike(page: str) -> None:
    assert not [text for text, count in Counter(text_of(page, code) for code in SECTIONS[page]).items() if count > 1]


@pytest.mark.parametrize("page", PAGES)
def test_links_within_a_page_lead_to_a_section(page: str) -> None:
    anchors = {match[3] for match in SECTIONS[page].values()}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGES[page])) <= anchors


def test_the_manual_lists_the_variables_of_the_styles() -> None:
    styles = (PROJECT / "plugins/termbase/theme/assets/termbase/links.css").read_text("utf-8")
    defined = re.findall(r"^  (--tb-[a-z-]+):", styles.partition("body {")[2].partition("}")[0], re.MULTILINE)
    manual = (PROJECT / "docs/manual/configuration.md").read_text("utf-8")
    table = manual.partition("{ #colors }")[2].partition("\n## ")[0]
    assert len(defined) > 10
    listed = [name for row in re.findall(r"^\| (`--tb-.*?) \|", table, re.MULTILINE) for name in row.split("`")[1::2]]
    assert sorted(listed) == sorted(defined)
