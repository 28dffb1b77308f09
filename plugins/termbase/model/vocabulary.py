"""The enumerations of the domain, each value with its counterpart in SKOS or TBX."""

from enum import StrEnum
from typing import assert_never


class DesignationKind(StrEnum):
    """The relation of a name to its concept (ISO 1087, 3.4.12 to 3.4.20)."""

    PREFERRED = "preferred"
    ABBREVIATION = "abbreviation"
    ADMITTED = "admitted"
    VARIANT = "variant"
    DEPRECATED = "deprecated"

    @property
    def skos(self) -> str:
        """The SKOS labeling property (SKOS Reference, section 5)."""
        match self:
            case DesignationKind.PREFERRED:
                return "prefLabel"
            case DesignationKind.ABBREVIATION | DesignationKind.ADMITTED:
                return "altLabel"
            case DesignationKind.VARIANT | DesignationKind.DEPRECATED:
                return "hiddenLabel"
        assert_never(self)

    @property
    def tbx(self) -> str:
        """The TBX administrative status (ISO 30042, TBX-Basic)."""
        match self:
            case DesignationKind.PREFERRED:
                return "preferredTerm-admn-sts"
            case DesignationKind.ABBREVIATION | DesignationKind.ADMITTED | DesignationKind.VARIANT:
                return "admittedTerm-admn-sts"
            case DesignationKind.DEPRECATED:
                return "deprecatedTerm-admn-sts"
        assert_never(self)


class RelationKind(StrEnum):
    """The relation of one concept to another; read `A kind B` as "the `kind` of A is B"."""

    BROADER = "broader"
    """B is the broader concept: A is a kind of B."""
    NARROWER = "narrower"
    """B is a kind of A."""
    RELATED = "related"
    """Worth reading together; neither contains the other."""
    CONTRAST = "contrast"
    """Not to be confused with."""
    PART_OF = "part_of"
    """B is the whole: A is a part, a phase, or a member of it."""
    PARTS = "parts"
    """B is a part, a phase, or a member of A."""

    @property
    def inverse(self) -> "RelationKind":
        """What B says of A when A says this of B."""
        match self:
            case RelationKind.BROADER:
                return RelationKind.NARROWER
            case RelationKind.NARROWER:
                return RelationKind.BROADER
            case RelationKind.PART_OF:
                return RelationKind.PARTS
            case RelationKind.PARTS:
                return RelationKind.PART_OF
            case RelationKind.RELATED | RelationKind.CONTRAST:
                return self
        assert_never(self)

    @property
    def skos(self) -> str:
        """The SKOS semantic relation (SKOS Reference, section 8).

        SKOS has one hierarchy for kinds and parts, and no word for a contrast.
        """
        match self:
            case RelationKind.BROADER | RelationKind.PART_OF:
                return "broader"
            case RelationKind.NARROWER | RelationKind.PARTS:
                return "narrower"
            case RelationKind.RELATED | RelationKind.CONTRAST:
                return "related"
        assert_never(self)

    @property
    def hierarchical(self) -> bool:
        """True if one of the two contains the other, as a kind or as a part."""
        return self.skos != "related"

    @property
    def above(self) -> bool:
        """True if B contains A, as a kind or as a part."""
        return self.skos == "broader"


class MergeRule(StrEnum):
    """Why an entry is where it is. The order is the order in which evidence is taken."""

    OWN = "own"
    """It started the concept: our own term file or, without one, the first entry."""
    SAME_ID = "same-id"
    """It carries the same id."""
    SAME_AS = "same-as"
    """A reviewer declared it."""
    IDENTICAL_TEXT = "identical-text"
    """The same source prints the same name with the same words again."""
    SAME_NAME = "same-name"
    """A full name of one folds to a full name of the other."""
    ABBREVIATION = "abbreviation"
    """The entry's name is an abbreviation, and exactly one concept has it."""
    ALIAS = "alias"
    """Instead of a definition, the entry says "See X." about another entry of its source."""


class SignKind(StrEnum):
    """Where a sign for or against a merge comes from."""

    NAME = "name"
    """The name itself: which name is shared, and how ordinary it is."""
    TEXT = "text"
    """The definitions."""
    CONTEXT = "context"
    """The sources: what they list next to it, and how far they agree on other names."""
    FIELD = "field"
    """Other fields: abbreviations, further names, broader terms, formulas."""


class Risk(StrEnum):
    """How likely a merge is to join two concepts by mistake, in steps that a reviewer can sort by."""

    NONE = "none"
    """An id, a decision, a repeated text or a reference settles it."""
    LOW = "low"
    """The name is shared, and the texts or other names agree."""
    MEDIUM = "medium"
    """The name is shared, and little else."""
    HIGH = "high"
    """Just above the threshold for a merge: look here first."""


class Status(StrEnum):
    """The editorial status of a concept."""

    COMPILED = "compiled"
    """Sources only: there is no definition of our own yet."""
    DRAFT = "draft"
    """Our definition is there but not yet reviewed."""
    REVIEWED = "reviewed"
    """Our definition has been reviewed."""
    RETIRED = "retired"
    """Kept so that links resolve; no longer used."""


class Confidence(StrEnum):
    """How sure we are of a headword that the source has lost."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class NameFrom(StrEnum):
    """Where the name of an entry comes from whose heading the source has lost."""

    OPENING = "opening"
    """The text opens with it."""
    TEXT = "text"
    """It occurs further on in the text."""
    CHOSEN = "chosen"
    """It is nowhere in the text: we chose it."""


class Substance(StrEnum):
    """What an entry of a source holds in place of a definition."""

    PRAISE = "praise"
    """It says why the thing is good, not what it is."""
    METAPHOR = "metaphor"
    """It compares the thing with another and leaves it there."""


class Direction(StrEnum):
    """Which direction of a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"
    DEPENDS = "depends"


class FormulaKind(StrEnum):
    """How far a formula is agreed on."""

    STANDARD = "standard"
    """Everyone who uses the metric computes it so."""
    TYPICAL = "typical"
    """The most common way; others are in use."""
    EXAMPLE = "example"
    """One possible way, to show the idea: its parts or weights are each company's own choice."""


class FieldType(StrEnum):
    """The kind of value that a custom field has."""

    TEXT = "text"
    """One line of text."""
    LIST = "list"
    """Several texts, such as tags."""
    NUMBER = "number"
    """A number."""
    DATE = "date"
    """A year, a month, or a day (ISO 8601)."""
    URL = "url"
    """A web address, shown as a link."""
    BOOLEAN = "boolean"
    """`true` or `false`."""
