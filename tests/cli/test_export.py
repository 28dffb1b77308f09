"""`termbase export`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termbase.cli import main
from termbase.exports import EXPORTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A glossary of one term."""
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "churn.yml").write_text("term: Churn\ndefinition: Loss of customers.\n", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--glossary", str(folder)], env={"SITE_URL": None})


def test_without_a_format_all_are_listed(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == [item.name for item in EXPORTS]


def test_a_format_is_printed_byte_for_byte(folder: Path) -> None:
    result = run(folder, "csv")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfterm,id,")
    assert b"\r\nChurn,churn," in result.stdout_bytes


def test_a_file_gets_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "objects.inv"
    result = run(folder, "inventory", "--out", str(target))
    assert result.exit_code == 0
    assert result.stdout == f"wrote {target.as_posix()}\n"
    assert target.read_bytes() == run(folder, "inventory").stdout_bytes


@pytest.mark.parametrize("address", ["https://a.invalid", "https://a.invalid/"])
def test_the_address_of_the_site_makes_links_whole(folder: Path, address: str) -> None:
    assert run(folder, "links", "--site-url", address).stdout == "[Churn]: https://a.invalid/terms/churn/\n"
    assert run(folder, "links").stdout == "[Churn]: /terms/churn/\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["papyrus"], "There is no format “papyrus”. Available: json, inventory,"),
        (
            ["turtle"],
            "“turtle” needs the URL of the site, which is not known here. Set it with --site-url.",
        ),
        (["feed", "--site-url", "https://a.invalid/"], "“feed” needs the URL of the site and the dates"),
    ],
)
def test_wrong_use_says_what_to_do(folder: Path, arguments: list[str], says: str) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert says in result.output
