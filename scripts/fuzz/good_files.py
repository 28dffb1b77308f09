"""Good input of every kind, which is then damaged: texts by file name, and trees of what is JSON or YAML."""

from collections.abc import Mapping
from typing import Any, Final

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

TERM: Final[dict[str, Any]] = {
    "term": "Churn rate", "id": "churn-rate", "abbreviations": ["CR"], "synonyms": ["loss rate"], "variants": ["churn ratio"],
    "deprecated": [{"name": "attrition", "reason": "Old."}], "category": "loss", "status": "draft", "search": ["leaving"],
    "definition": "Share of customers lost, as in [[renewal]].", "short": "Share lost.", "explanation": "One.\n\n- two\n- three",
    "formula": "\\text{Churn rate} = \\frac{\\text{a}}{\\text{b}}", "formula_kind": "typical", "unit": "%", "range": "0% to 100%", "direction": "lower",
    "example": {"given": {"a": 5, "b": 100}, "result": 0.05, "text": "5 of 100 is 0.05."}, "mistakes": ["Counts new ones."],
    "broader": ["loss"], "related": ["renewal"], "contrast": [{"term": "renewal", "difference": "A gain."}], "notes": ["A *note*."],
    "benchmark": [{"value": "5%", "reference": "a", "year": "2024"}],
    "references": [{"id": "b", "title": "A book", "url": "https://a.example/", "supports": "The scale."}],
    "former_ids": ["old-rate"], "fields": {"team": "Us"}, "linking": {"explicit": ["loss rate"]}, "allow": {"TB601": "Why."},
    "disagreements": [{"topic": "Scale", "positions": [{"source": "a", "claim": "It."}]}], "imported_from": {"source": "a", "locator": "L1"},
    "distinct_from": [{"term": "loss", "reason": "Two."}],
}  # fmt: skip
"""A term file with most keys."""
NEIGHBOR: Final = {"term": "Renewal", "definition": "Extension of a contract."}
GLOSSARY: Final[Mapping[str, Any]] = {
    "termbase.yml": {
        "title": "Terms", "language": "en", "categories": [{"id": "loss", "title": "Loss", "introduction": "All [[churn]]."}],
        "removed": [{"id": "gone", "reason": "Unused.", "successor": "renewal"}],
        "fields": [{"id": "team", "title": "Team", "type": "text"}], "elsewhere": {"CR": "carriage return"},
    },
    "sources.yml": {"sources": [{"id": "a", "title": "A", "author": "B", "date": "2024-02-29", "url": "https://a.example/"}]},
    "entries/a.yml": {
        "source": "a",
        "entries": [
            {"locator": "L1", "term": "Churn", "definition": "A loss.", "same_as": ["churn-rate"]},
            {"locator": "L2", "term": "Renewal", "definition": "More of it.", "note": "x"},
        ],
    },
    "decisions.yml": {
        "decisions": [
            {"same_as": ["churn-rate", "a:L1"], "reason": "One thing.", "by": "me", "date": "2024-01-01"},
            {"distinct_from": ["renewal", "churn-rate"], "reason": "Two things."},
        ]
    },
    "concepts/churn-rate.yml": TERM,
    "concepts/several.yml": {"terms": [NEIGHBOR, {"term": "Loss", "definition": "Less of it."}, {"term": "Upsell", "definition": "More."}]},
}  # fmt: skip
"""The files of a glossary."""
SETTINGS: Final[Mapping[str, Any]] = {
    "site_name": "T", "site_url": "https://a.example/x/", "docs_dir": "docs", "theme": {"name": "material", "language": "de"},
    "nav": [{"Home": "index.md"}, {"More": [{"Terms": "terms/index.md"}]}], "markdown_extensions": ["tables", {"toc": {"permalink": True}}],
    "plugins": [
        "search",
        {"termbase": {
            "glossary": "glossary", "link": {"repeat": "page", "meanings": {"*.md": {"CSM": "a"}}, "exclude": ["a/*"]},
            "remotes": ["terms.json"], "rules": {"TB601": "off"}, "history": False, "glossaries": {"b": {"glossary": "other"}},
        }},
    ],
}  # fmt: skip
"""The settings of a site."""
REMOTE: Final[dict[str, Any]] = {
    "version": "1", "site_url": "https://a.example/", "counts": {"terms": 2}, "glossary": {"title": "Theirs"},
    "terms": [
        {
            "id": "churn", "url": "https://a.example/terms/churn/", "term": "Churn", "abbreviations": ["C"], "synonyms": ["loss"],
            "variants": [], "deprecated": ["attrition"], "definition": "A loss.", "definition_html": "<p>A loss.</p>", "status": "draft",
            "formula": None, "unit": None, "example": None, "notes": ["one"], "category": "loss", "former_ids": ["old"],
            "entries": [{"source": "a", "locator": "L1", "headword": "Churn", "text": "Lost.", "rule": "id", "file": {"locator": "L1"}}],
            "relations": {"broader": ["x"], "narrower": [], "related": ["renewal"], "contrast": []}, "disagreements": [],
            "file": {"term": "Churn", "definition": "A loss."},
        },
        {
            "id": "renewal", "url": "https://a.example/terms/renewal/", "term": "Renewal", "abbreviations": [], "synonyms": [],
            "variants": [], "deprecated": [], "definition": "More.", "relations": {}, "entries": [],
        },
    ],
    "sources": [{"id": "a", "title": "A"}], "unresolved": [{"source": "a", "file": {"locator": "L9", "term": "X"}}],
    "decisions": [{"same_as": ["a", "b"], "reason": "c"}],
}  # fmt: skip
"""The file of an API, ours or a stranger's."""
MAP: Final = {"version": 1, "categories": {"loss": {"at": [0, 1.5], "terms": {"churn": [1, 2], "renewal": [-3, 4e2]}}}}
NOTE: Final = {
    "format": 0, "shard": 1, "of": 1, "made_from": {"termbase": "1"}, "order": ["terms/churn/", ""],
    "files": {"index.html": "", "search/search_index.json": ""},
}  # fmt: skip
"""The note of a shard; its format and hashes are filled in."""
INDEX: Final = {
    "config": {"lang": ["en"], "separator": "\\s+"},
    "docs": [
        {"location": "", "title": "Home", "text": "a"},
        {"location": "terms/churn/#x", "title": "Churn", "text": "b"},
    ],
}
"""The search index of a shard."""
LEDGER: Final = "# Published ids and names.\nchurn-rate\nrenewal\n/go/loss-rate churn-rate\n/go/cr churn-rate renewal\n"
FORM: Final = """### Term

Net revenue retention (NRR)

### Abbreviations

NRR, N.R.R.

### Synonyms

_No response_

### Definition

Share of revenue that **existing** customers keep.

### Remarks

none
"""
PAGE: Final = """---
title: A page
termbase: {meanings: {CSM: churn}, link: true}
---
# Churn and attrition {#x}

A *loss* of **customers**, as `churn` or [[churn rate|it]]; see [a page](other.md "title") and <https://a.example>.

<!-- termbase: ignore TB631: as they say it -->
The attrition of a CR.[^1]

- one attrition
    - two ![pic](a.png)

> quoted [ref][r]

| Term | What |
|------|------|
| CR   | x    |

```py
attrition
```

<div class="a" markdown>attrition &amp; more</div>

!!! note "Attrition"
    Text.

[r]: https://a.example/ "t"
[^1]: Foot.

*[CR]: churn rate
"""
LOG: Final = (
    "\0"
    + "1700000000\0Ann\0Co <c@a.example>\0M\0glossary/a.yml\0R100\0glossary/b.yml\0glossary/c.yml\0\0"
    + "1600000000\0Bot[bot]\0\0A\0glossary/a.yml\0"
)
"""What `git log -z` prints."""
SENTENCES: Final = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "term.notes"\nmsgstr "Notizen"\n'
BASELINE: Final = "# Findings\nTB631\tdocs/index.md\tattrition\t2\nTB632\tdocs/a.md\tCR\t1\n"
IMPORTS: Final[Mapping[str, str]] = {
    "a.csv": "id,term,abbreviations,definition,category,notes\n1,Churn,C,\"Loss, of\ncustomers\",Loss,x\n2,Renewal,,More,Gain,y\n",
    "a.tsv": "term\tdefinition\tsynonyms\nChurn\tLoss\tattrition; loss\nRenewal\tMore\t\n",
    "anki.txt": "#separator:tab\n#html:true\n#columns:Front\tBack\ttags\nChurn\t<b>Loss</b><br>Also: attrition\tloss\nRenewal\tMore\t\n",
    "a.md": "---\ntitle: G\n---\n# Glossary\n\n## Churn\n\nLoss *of* [it](x.md). <!-- c -->\n\n> q\n\n**NRR**: net\n\nA\nB\n: both\n\n| Term | Definition |\n|---|---|\n| ARR | x |\n",
    "abbreviations.md": "*[NRR]: Net revenue retention\n*[CR]: Churn rate\n",
    "specup.md": "[[def: Churn, attrition]]\n~ Loss of [[ref: Customer]].\n\n[[def: Customer]]\n~ Buyer.\n",
    "glossary.rst": "Before.\n\n.. glossary::\n\n   Churn\n   attrition\n      Loss :ref:`x <y>`.\n\n      .. math:: \\frac{a}{b}\n\n   ARR : a\n      Annual.\n\n.. note:: x\n",
    "page.rst": "Title\n=====\n\nIntro.\n\nChurn\n-----\n\nLoss of it.\n\n.. image:: x.png\n\n.. note::\n\n   One.\n\nARR\n  Annual `a <b.html>`__.\n",
    "a.adoc": "= Glossary\n:attr: value\n\n[glossary]\nChurn:: Loss. image:x.png[one]\nARR::\nAnnual. footnote:[two]\n+\nMore\n\nNOTE: One.\n\n|===\n|Term |Definition\n\n|NRR |Net\n|===\n",
    "a.html": "<html><head><title>t</title></head><h1>Glossary</h1><p>loose</p><dl><dt>Churn<dd>Loss <!-- c --><dt>ARR<dd><a href='o.html'>o</a></dl><table><tr><th>Term<th>Definition<tr><td>NRR<td>Net</table>",
    "a.ttl": f'@prefix skos: <{_SKOS}> .\n@prefix : <http://x.example/> .\n:a a skos:Concept ; skos:prefLabel "Churn"@en, "Abwanderung"@de ;\n skos:definition """Loss""" ; skos:broader :b .\n:b a skos:Concept ; skos:prefLabel "Loss"@en .\n',
    "a.rdf": f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='{_SKOS}'>\n <skos:Concept rdf:about='a'><skos:prefLabel xml:lang='en'>Churn</skos:prefLabel><skos:related rdf:resource='b'/></skos:Concept>\n</rdf:RDF>\n",
    "a.jsonld": f'{{"@context": {{"skos": "{_SKOS}"}}, "@graph": [{{"@id": "http://x.example/a", "@type": "skos:Concept", "skos:prefLabel": {{"@value": "Churn", "@language": "en"}}, "skos:definition": "Loss"}}]}}\n',
    "a.tbx": "<tbx style='dca'><text><body>\n<conceptEntry id='x'><descrip type='subjectField'>s</descrip><langSec xml:lang='en'><termSec><term>Churn</term><termNote type='partOfSpeech'>noun</termNote></termSec></langSec></conceptEntry></body></text></tbx>\n",
    "glosario.yml": "- slug: a\n  en: {term: Churn, def: 'Loss ![i](x.png)', acronym: C}\n  fr:\n    term: Attrition\n    def: x\n- slug: b\n  ref: [a]\n  en: {term: Solde, def: y}\n",
    "glossarist.yaml": "termid: 1\nterm: Churn\neng:\n  terms:\n  - designation: Churn\n    type: expression\n  definition: [{content: Loss}]\n  sources: [{origin: {ref: x}}]\nfra:\n  terms:\n  - designation: Attrition\n",
    "plain.yml": "- term: Churn\n  definition: Loss\n  synonyms: [a, b]\n- name: Renewal\n  description: |\n    More\n",
    "plain.json": '[{"term": "Churn", "definition": "Loss", "synonyms": ["a"], "x": {"y": 1}}, {"name": "Renewal", "description": "More"}]',
    "plain.jsonl": '{"term": "Churn", "definition": "Loss"}\n{"term": "Renewal", "definition": "More"}\n',
}  # fmt: skip
"""A small file of each format that can be imported."""
