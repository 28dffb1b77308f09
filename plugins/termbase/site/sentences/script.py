"""The sentences that scripts say, as a script of its own, which every page with one of those scripts loads first."""

from importlib.resources import files
from typing import Final

from termbase.model.artifact import Artifact
from termbase.site.addresses import ASSETS
from termbase.site.sentences import Sentences
from termbase.site.structured_data import script_json

SENTENCES_NAME: Final = "sentences"
"""Name of the script, without its ending."""
SENTENCES_PATH: Final = f"{ASSETS}{SENTENCES_NAME}.js"
_SAID: Final = ("script.", "missing.", "count.terms", "letters.none")
"""Beginnings of the keys that scripts say."""


def sentences_script(sentences: Sentences) -> Artifact:
    """The script that defines `window.termbaseSay`."""
    texts = {key: forms for key, forms in sentences.texts.items() if key.startswith(_SAID)}
    function = files(__package__).joinpath("say.js").read_text("utf-8").rstrip().removesuffix(";")
    comment, _, function = function.partition("\n")
    values = (script_json(texts), f"(n) => {sentences.plural}", script_json(sentences.number_group))
    return Artifact(
        path=SENTENCES_PATH, content=f"{comment}\nwindow.termbaseSay = ({function})({', '.join(values)});\n"
    )
