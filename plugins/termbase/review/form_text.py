"""Cleans the text of one field of a form.

People write "N/A" when they have nothing to say, and paste bold names and tables from elsewhere. Here the first becomes
an empty answer, markup around names is removed, and anything that a term file cannot show is reported.
"""

import html
import re
from typing import Final

_NOTHING: Final = re.compile(
    r"n\s*[/.\\]?\s*a|none|none (?:yet|that i know(?: of)?|known)|no|nothing|no response|not applicable|"
    r"not (?:yet )?known|unknown|tbd|to be (?:determined|done|defined)|todo|see above|same|"
    r"(?:i )?do(?:n't| not) know|idk|not sure|empty|blank",
    re.IGNORECASE,
)  # fmt: skip
_AROUND: Final = "()[]{}<>*_~`'\"“”‘’.,;:!?-–—…/\\| \n"
"""Characters without meaning around a word or on their own."""
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK: Final = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_FORMAT: Final = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HTML: Final = re.compile(
    r"</?(?:area|audio|body|button|canvas|caption|col|colgroup|details|embed|form|frame|frameset|head|hr|html|"
    r"iframe|img|input|link|math|meta|object|option|picture|script|select|source|style|summary|svg|table|tbody|"
    r"td|textarea|tfoot|th|thead|title|tr|video)(?=[\s/>])[^<>]*(?:>|\Z)",
    re.IGNORECASE,
)
_TABLE: Final = re.compile(r"\|.*\||\|?:?-{2,}:?(?:\|:?-{2,}:?)+\|?")
"""A line of a table, without its spaces."""
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS: Final = re.compile(r"^(\*{1,3}|_{1,3}|`{1,3}|~~|\"|“|”|„|‘|'|«)(.+?)(\1|”|“|’|»)$")
_HEAD: Final = re.compile(r"^(?:#{1,6}|>)\s+")


def plain_answer(text: str) -> str:
    """An answer without comments and formatting tags; "" if it only says that there is none.

    What is left may be HTML or a table that no term file can show: see `unusable`.
    """
    text = _FORMAT.sub("", _BREAK.sub("\n", _COMMENT.sub("", text)))
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    words = text.strip(_AROUND)
    return text if words and not _NOTHING.fullmatch(words) else ""


def unusable(text: str) -> str:
    """What the text has that a term file cannot show: "HTML", "a table" or ""."""
    if _HTML.search(text):
        return "HTML"
    return "a table" if any(_TABLE.fullmatch("".join(line.split())) for line in text.split("\n")) else ""


def name(text: str) -> str:
    """A name without the Markdown, quotes and references around it: `**Churn**`, `[Churn](…)`, `“Churn”`."""
    text = html.unescape(_LINK.sub(r"\1", _HEAD.sub("", text.strip()))).strip()
    while match := _MARKS.match(text):
        text = match[2].strip()
    # One full stop at the end ends a sentence; with another before it, it is part of a name such as “U.S.”.
    return text[:-1].rstrip() if text.endswith(".") and "." not in text[:-1] else text
