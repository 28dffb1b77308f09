"""The values that keys of author files hold: one line, a text, an id, an address, a date."""

from typing import Annotated, Any, Final

from pydantic import StringConstraints

from termbase.text.slug import ID_PATTERN

MODEL_CONFIG: Final[Any] = {"extra": "forbid", "use_attribute_docstrings": True, "allow_inf_nan": False}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n\r]+$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Ref = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2_000)]
Code = Annotated[str, StringConstraints(pattern=r"^TB6\d\d$")]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Year = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
