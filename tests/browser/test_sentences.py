"""Scripts say what the catalogue says, in any language."""

from typing import TYPE_CHECKING

import pytest

from termbase.site.sentences import Sentences, english, with_catalogue
from termbase.site.sentences.script import sentences_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POLISH = """
msgid ""
msgstr "Language: pl\\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "number.group"
msgstr "$&"

msgid "count.terms"
msgid_plural "count.terms"
msgstr[0] "{n} termin"
msgstr[1] "{n} terminy"
msgstr[2] "{n} </script>terminów"
"""

COUNTS = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 99, 101, 112, 122, 1000, 1234567]


@pytest.mark.browser
@pytest.mark.parametrize(
    "sentences", [english(), with_catalogue(english(), POLISH, file="pl.po")], ids=["English", "Polish"]
)
def test_a_script_says_the_same_as_a_page(browser: "Browser", sentences: Sentences) -> None:
    page = browser.new_page()
    page.set_content(f"<body><script>{sentences_script(sentences).content}</script>")
    for count in COUNTS:
        assert page.evaluate("(n) => termbaseSay('count.terms', { n })", count) == sentences.text(
            "count.terms", n=count
        )
    name = "$& {n} <b>"
    told = page.evaluate("(name) => termbaseSay('script.meanings', { name, n: 2 })", name)
    assert told == sentences.text("script.meanings", name=name, n=2)
    assert page.locator("b").count() == 0
    page.close()
