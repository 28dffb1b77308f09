"""The names of our fields in other systems and languages."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

FIELD_NAMES: Final[Mapping[str, str]] = {
    "name": "term, terms, name, title, word, headword, prefLabel, preferred label, preferred term, label, front, designation, "
            "entry, concept, phrase, item label, expression, keyword, lemma, text term, glossary term, "
            "begriff, benennung, bezeichnung, fachbegriff, stichwort, wort, terme, mot, terme prefere, libelle, "
            "termino, palabra, nombre, concepto, termine, parola, vocabolo, termo, palavra, begrip, woord, "
            "pojem, termin, haslo, begrepp, 用語, 术语, 術語, термин, 용어",
    "expansion": "expansion, full form, full name, stands for, long form, spelled out, expanded form, full term, "
                 "vollform, langform, ausgeschrieben, forme longue, nom complet, forma completa, nombre completo, "
                 "what it stands for, meaning of acronym",
    "definition": "definition, definitions, def, description, desc, meaning, hover text, summary, short description, back, text, "
                  "item description, explanation of term, gloss, sense, content, what it means, what is it, "
                  "bedeutung, beschreibung, erklarung, definition kurz, erlauterung, signification, descripcion, "
                  "definicion, significado, definizione, descrizione, significato, definicao, descricao, "
                  "betekenis, omschrijving, definicja, opis, betydelse, 定義, 意味, 定义, 说明, определение, 정의",
    "short": "short, short definition, kurzdefinition",
    "id": "id, slug, key, identifier, item, uri, iri, url slug, term id, termid, guid, code, kennung, identifiant, identificador",
    "abbreviations": "abbreviations, abbreviation, abbr, abbrev, acronyms, acronym, short form, initialism, short name, "
                     "abkurzung, abkurzungen, kurzel, kurzform, abreviation, abreviations, sigle, acronyme, abreviatura, sigla, "
                     "acronimo, afkorting, skrot, 略語, 缩写",
    "synonyms": "synonyms, synonym, aliases, alias, altLabel, alt labels, alternative label, also known as, aka, "
                "a k a, other names, alternate names, alternative names, alt names, alternative labels, item alt label, also called, variants of name, "
                "synonyme, autres noms, sinonimos, sinonimo, sinonimi, synoniemen, 同義語, 同义词",
    "variants": "variants, variant, hiddenLabel, spellings, misspellings, schreibweisen, variantes",
    "deprecated": "deprecated, deprecated names, deprecated terms, do not use, forbidden, nicht verwenden, a eviter",
    "avoid": "avoid",
    "category": "category, categories, group, section, domain, subject, topic, subject field, area, kategorie, "
                "bereich, sachgebiet, fachgebiet, categorie, domaine, categoria, dominio, rubrik",
    "status": "status, state, entry status, editorial status, lifecycle",
    "explanation": "explanation, details, long, body, long description, full description, long definition, more information, more",
    "formula": "formula, formel, calculation, formule",
    "formula_kind": "formula kind, kind of formula",
    "unit": "unit, units, einheit, unite, unidad",
    "range": "range, value range, wertebereich",
    "direction": "direction, better direction",
    "example": "example, examples, usage example, context, beispiel, beispiele, exemple, exemples, ejemplo, esempio, exemplo, 例",
    "broader": "broader, parent, parents, broader term, broader terms, parent term, bt, oberbegriff, terme generique, hypernym",
    "narrower": "narrower, children, narrower term, narrower terms, nt, unterbegriff, unterbegriffe, terme specifique, hyponym",
    "part_of": "part of, broader partitive, wholes",
    "parts": "parts, narrower partitive, has part",
    "related": "related, see also, see, related terms, related term, related concepts, links, rt, siehe auch, siehe, verwandte begriffe, "
               "voir aussi, voir, termes associes, vease, vease tambien, ver tambien, vedi anche, zie ook",
    "contrast": "contrast, not to be confused with, confused with, antonyms, antonym, opposite",
    "benchmark": "benchmark, benchmarks",
    "references": "references",
    "former_ids": "former ids, former id, old ids, redirects",
    "mistakes": "mistakes, common mistakes",
    "notes": "notes, note, comment, comments, remarks, remark, scope note, usage note, usage notes, anmerkung, anmerkungen, "
             "bemerkung, bemerkungen, hinweis, remarque, remarques, nota, notas, observaciones, opmerking, 備考, 备注",
}  # fmt: skip
"""Our fields, each with the names it has elsewhere, folded as `folded_header` does."""

LANGUAGES: Final[Mapping[str, str]] = {
    "en": "english, englisch, anglais, ingles, inglese, eng", "de": "german, deutsch, allemand, aleman, deu, ger",
    "fr": "french, francais, franzosisch, frances, fra, fre", "es": "spanish, espanol, spanisch, espagnol, spa",
    "it": "italian, italiano, italienisch, italien, ita", "pt": "portuguese, portugues, portugiesisch, por",
    "nl": "dutch, nederlands, niederlandisch, nld, dut", "sv": "swedish, svenska, swe", "da": "danish, dansk, dan",
    "no": "norwegian, norsk, nor, nob, nno", "fi": "finnish, suomi, fin", "pl": "polish, polski, pol",
    "cs": "czech, cestina, ces, cze", "hu": "hungarian, magyar, hun", "ro": "romanian, romana, ron, rum",
    "ru": "russian, русский, rus", "uk": "ukrainian, українська, ukr", "tr": "turkish, turkce, tur",
    "ja": "japanese, 日本語, jpn", "zh": "chinese, 中文, zho, chi", "ko": "korean, 한국어, kor", "ar": "arabic, العربية, ara",
    "he": "hebrew, עברית, heb", "hi": "hindi, हिन्दी, hin", "el": "greek, ελληνικα, ell, gre", "bg": "bulgarian, bul",
    "hr": "croatian, hrvatski, hrv", "sk": "slovak, slk", "sl": "slovenian, slv", "et": "estonian, est",
    "lv": "latvian, lav", "lt": "lithuanian, lit", "ga": "irish, gaeilge, gle", "ca": "catalan, catala, cat",
    "eu": "basque, euskara, eus", "af": "afrikaans, afr", "id": "indonesian, ind", "vi": "vietnamese, vie",
    "th": "thai, tha", "fa": "persian, farsi, fas", "bn": "bengali, ben", "ur": "urdu, urd", "sw": "swahili, swa",
    "ms": "malay, msa", "sr": "serbian, srp", "is": "icelandic, isl", "mt": "maltese, mlt",
}  # fmt: skip
"""ISO 639-1 codes, each with the names and longer codes of the language."""

_ACCENTS: Final = str.maketrans("äöüàâáãéèêëíìîïóòôõúùûçñåø", "aouaaaaeeeeiiiioooouuucnao")
_PARTS: Final = re.compile(r"[\s_\-:/*.#]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def folded_header(header: str) -> str:
    """A header as names of fields are compared: without case, accents, and signs between words."""
    spaced = _CAMEL.sub(" ", header.strip().strip("\ufeff\"'"))
    return _PARTS.sub(" ", spaced.casefold().translate(_ACCENTS)).strip()


def _index(table: Mapping[str, str]) -> dict[str, str]:
    return {folded_header(name): ours for ours, names in table.items() for name in (*names.split(", "), ours)}


_BY_NAME: Final = _index(FIELD_NAMES)
_CODES: Final = _index(LANGUAGES)
_OTHER_CODE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})+")
_MARKED: Final = re.compile(
    r"^(?P<base>.*?\S)\s*(?:\((?P<a>[^()]+)\)|\[(?P<b>[^\[\]]+)\]|[@:](?P<c>[\w-]+)|[\s_.-]+(?P<d>[\w]+))$"
)
_LED: Final = re.compile(r"^(?P<code>[\w]{2,3})[\s_.:@-]+(?P<base>\S.*)$")

_LONGEST: Final = 200
"""Maximum length of a header that may name a field; a row of text is not searched for the name of a language."""


class Column(NamedTuple):
    """What a header means."""

    field: str | None
    """Our field, or None if the header is not known."""
    language: str | None = None
    """ISO 639-1 code, where the header names a language."""


def language_code(text: str) -> str | None:
    """The two-letter code of a language from its code or name; None if it is none."""
    name = folded_header(text)
    if _OTHER_CODE.fullmatch(text.strip().casefold().replace("_", "-")):
        name = name.split(" ")[0]
    return _CODES.get(name)


def known_column(header: str) -> Column:
    """Which field, in which language, a header or key means."""
    if len(header) > _LONGEST:
        return Column(None)
    if field := _BY_NAME.get(folded_header(header)):
        return Column(field)
    found = _MARKED.match(header.strip())
    if found:
        mark = next(part for part in (found["a"], found["b"], found["c"], found["d"]) if part)
        base = _BY_NAME.get(folded_header(found["base"]))
        if base and (code := language_code(mark)):
            return Column(base, code)
        if base and (found["a"] or found["b"]):
            return Column(base)
    led = _LED.match(header.strip())
    if led and (code := language_code(led["code"])) and (base := _BY_NAME.get(folded_header(led["base"]))):
        return Column(base, code)
    if code := language_code(header):
        return Column("name", code)
    return Column(None)
