"""The values that keys of author files hold: one line, a text, an id, an address, a date."""

from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from termbase.text.slug import ID_PATTERN

MODEL_CONFIG: Final[Any] = {"extra": "forbid", "use_attribute_docstrings": True, "allow_inf_nan": False}
LINE_PATTERN: Final = r"^[^\n\r]+$"
URL_PATTERN: Final = r"^https?://\S+$"
CODE_PATTERN: Final = r"^(TB6[0-9]{2}|([A-SU-Z][A-Z]+|T[AC-Z][A-Z]*|TB[A-Z]+)[0-9]{1,4})$"
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
YEAR_PATTERN: Final = r"^[0-9]{4}$"
LANGUAGE_PATTERN: Final = r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$"
FIELD_PATTERN: Final = r"^[a-z][a-z0-9_-]{0,39}$"


def _on_the_calendar(text: str) -> str:
    """Refuses days that no month has: what is accepted here is formatted later without a check."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError:
        raise PydanticCustomError("string_pattern_mismatch", "not on the calendar", {"pattern": DATE_PATTERN}) from None
    return text


def _web_address(text: str) -> str:
    """Refuses addresses that a program cannot take apart, such as `http://[`."""
    try:
        parts = urlsplit(text)
        if parts.hostname and (parts.port is None or parts.port >= 0) and text.isprintable():
            return text
    except ValueError:
        pass
    raise PydanticCustomError("string_pattern_mismatch", "not a web address", {"pattern": URL_PATTERN})


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=LINE_PATTERN)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Ref = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2_000), AfterValidator(_web_address)]
CodeOfRule = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Date = Annotated[
    str,
    StringConstraints(pattern=DATE_PATTERN),
    AfterValidator(_on_the_calendar),
]
Year = Annotated[str, StringConstraints(pattern=YEAR_PATTERN)]
