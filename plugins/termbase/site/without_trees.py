"""A glossary that nothing will compile again, without what only another compile needs."""

from dataclasses import replace

from termbase.glossary import Glossary
from termbase.reading.decode import shape_of
from termbase.yaml_files.tree import Document


def without_trees(glossary: Glossary) -> Glossary:
    """The glossary, whose files of terms keep their texts, but not what they were parsed into.

    Exports contain the files about the glossary as a whole as they were parsed, so these stay complete.
    """

    def lean(document: Document) -> Document:
        shape = shape_of(document.file.rpartition("/")[2])
        return replace(document, root=None) if shape == "concept" else document

    return replace(glossary, documents=tuple(map(lean, glossary.documents)))
