"""Checks that every benchmark cites a reference that exists, and that the sources of a text are listed."""

from collections import Counter
from collections.abc import Iterator, Set

from termbase.model.codes import Code
from termbase.model.concept import Concept
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.reading.validate import nearest
from termbase.text.counted import counted


def uncited(concept: Concept, sources: Set[str]) -> Iterator[Diagnostic]:
    """What is wrong with the ids of a concept's references and of the sources that it cites.

    Args:
        concept: The concept.
        sources: Ids of all sources.
    """
    if concept.own is None:
        return
    entry = concept.lead
    origin = concept.own.imported_from
    cited = [(origin.source, "imported_from", "the text is imported from")] if origin is not None else []
    cited += [
        (position.source, "disagreements", f"“{disagreement.topic}” quotes")
        for disagreement in concept.own.disagreements
        for position in disagreement.positions
    ]
    for source, key, how in cited:
        if source not in sources:
            guess = nearest(source, sources)
            yield Diagnostic(
                code=Code.UNKNOWN_CONCEPT_SOURCE,
                severity=Severity.ERROR,
                where=entry.at(key, source),
                message=f"{how} the source “{source}”, which is not in sources.yml",
                hint=f"Did you mean `{guess}`?" if guess else "Add it to sources.yml, or use a different id.",
            )
    given = Counter(reference.id for reference in concept.own.references if reference.id)
    for id, times in given.items():
        if times > 1:
            yield Diagnostic(
                code=Code.BENCHMARK_WITHOUT_REFERENCE,
                severity=Severity.ERROR,
                where=entry.at("references", id),
                message=f"{counted(times, 'reference')} have the id “{id}”",
                hint="Benchmarks could not say which one they cite. Give each reference its own id.",
            )
    for item in concept.own.benchmark:
        if item.reference not in given and item.reference not in sources:
            guess = nearest(item.reference, {*given, *sources})
            yield Diagnostic(
                code=Code.BENCHMARK_WITHOUT_REFERENCE,
                severity=Severity.ERROR,
                where=entry.at("benchmark", item.reference),
                message=f"the benchmark “{item.value}” cites “{item.reference}”, which is neither a reference of this file nor a source",
                hint=(f"Did you mean `{guess}`? " if guess else "")
                + "Give the id of an item under `references:`, or of a source in sources.yml.",
            )
