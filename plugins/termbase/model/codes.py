"""The codes of all diagnostics, with the title that the manual and SARIF give each of them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """The code of a diagnostic, such as `TB201`. Once published, a code keeps its meaning."""

    heading: str
    """What it reports, in a few words: its title in the manual, in SARIF, and for a rule."""

    def __new__(cls, code: str, heading: str) -> "Code":
        """A member of the table."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.heading = heading
        return member

    # Files
    INVALID_YAML = "TB101", "Not valid YAML"
    TAB_INDENTATION = "TB102", "Tab in the indentation"
    DUPLICATE_KEY = "TB103", "Duplicate key"
    ANCHOR = "TB104", "Anchor, alias, or merge key"
    TAG = "TB105", "Tag"
    LIMIT_EXCEEDED = "TB106", "File exceeds a limit"
    KEY_NOT_TEXT = "TB107", "Key is not text"
    SECOND_DOCUMENT = "TB108", "Second document"
    EMPTY_FILE = "TB109", "Empty file"
    NOT_UTF8 = "TB110", "Not UTF-8"
    UNREADABLE_FILE = "TB111", "File cannot be read"
    MAP_LAYOUT_FILE = "TB112", "Map layout file"
    CONTROL_CHARACTER = "TB113", "Escaped control character"
    NOT_AN_API_FILE = "TB114", "Not a glossary's API file"
    UNREADABLE_REMOTE = "TB115", "A remote glossary cannot be read"
    TEXT_READ_AS_COMMENT = "TB116", "Text that YAML takes for a comment"
    IGNORED_PLUGIN = "TB117", "The host ignores the plugin"
    UNUSABLE_IMPORT = "TB120", "A file to import cannot be used"
    UNUSABLE_SETTINGS = "TB121", "Settings cannot be used"
    UNUSABLE_CATALOG = "TB122", "A catalogue of sentences cannot be used"

    # Values
    MISSING_KEY = "TB201", "Key missing or empty"
    UNKNOWN_KEY = "TB202", "Unknown key"
    WRONG_TYPE = "TB203", "Wrong type of value"
    VALUE_NOT_ALLOWED = "TB204", "Value not allowed"
    TOO_LONG = "TB205", "Too long, or more than one line"
    NOT_AN_ID = "TB206", "Not an id"
    WRONG_FORM = "TB207", "Not a date, URL, or language"
    UNUSABLE_NAME = "TB208", "Name without a letter or digit"
    UNKNOWN_SOURCE = "TB209", "Unknown source"
    DUPLICATE_LOCATOR = "TB210", "Duplicate locator"
    DUPLICATE_SOURCE = "TB211", "Two sources with one id"
    DUPLICATE_ID = "TB212", "Id already in use"
    INCOMPLETE_DECISION = "TB213", "Incomplete decision"
    UNKNOWN_FIELD = "TB214", "Unknown custom field"
    WRONG_FIELD_VALUE = "TB215", "Value does not fit its field"
    UNUSABLE_FIELD = "TB216", "Custom field cannot be used"
    UNKNOWN_ACRONYM = "TB217", "Not an acronym of the glossary"

    # Merges
    DECISION_WITHOUT_TARGET = "TB301", "Decision without a target"
    CONTRADICTORY_DECISIONS = "TB302", "Contradictory decisions"
    HOMONYMS = "TB303", "Homonyms"
    NAMES_KEPT_APART = "TB304", "Names that would merge distinct concepts"
    GENERATED_ID_IN_USE = "TB305", "Generated id already in use"
    AMBIGUOUS_NAME = "TB306", "Name fits several concepts"
    OUTDATED_DECISION = "TB307", "Outdated decision"
    OPEN_QUESTIONS = "TB308", "Open questions"
    NAME_SHARED_ELSEWHERE = "TB309", "Name shared with another glossary"

    # References
    UNKNOWN_CONCEPT = "TB401", "Reference to an unknown concept"
    AMBIGUOUS_REFERENCE = "TB402", "Reference to several concepts"
    SELF_REFERENCE = "TB403", "Self-reference"
    FORMER_ID_IN_USE = "TB404", "Former id in use"
    UNKNOWN_CATEGORY = "TB405", "Unknown category"
    UNKNOWN_CONCEPT_SOURCE = "TB406", "Term cites an unknown source"
    LOST_ADDRESS = "TB407", "Published id missing"
    BENCHMARK_WITHOUT_REFERENCE = "TB408", "Benchmark without its reference"
    MOVED_ADDRESS = "TB409", "Published name leads elsewhere"
    NAME_TAKEN_OVER = "TB410", "Name taken over"
    RENAMED_WITHOUT_FORMER_ID = "TB411", "Renamed without its old id"

    # Links
    UNKNOWN_TERM = "TB501", "Link to an unknown term"
    LINK_NOT_ALLOWED = "TB502", "Link target not allowed"
    UNSUPPORTED_MARKDOWN = "TB503", "Unsupported Markdown"
    UNKNOWN_SOURCE_CITED = "TB504", "Unknown source cited"
    LINK_BY_FORMER_ID = "TB505", "Link by a former id"
    CANDIDATE_TERM = "TB506", "Candidate for a term"
    USELESS_COMMENT = "TB507", "Comment that inserts nothing"

    # Rules
    CIRCULAR_DEFINITION = "TB601", "Circular definition"
    BEGINS_WITH_ITS_TERM = "TB602", "Definition begins with its term"
    UNDEFINED_ABBREVIATION = "TB603", "Undefined abbreviation"
    DEFINITION_TOO_LONG = "TB604", "Definition too long"
    DEFINITION_TOO_SHORT = "TB605", "Definition too short"
    NO_PERIOD = "TB606", "Definition without a period"
    DOUBLED_PUNCTUATION = "TB607", "Doubled punctuation"
    MIXED_SPELLING = "TB608", "Mixed spelling"
    HARD_TO_READ = "TB609", "Hard to read"
    NO_SHORT_DEFINITION = "TB610", "Long definition without a short one"
    NO_SOURCE = "TB611", "No source"
    NO_CATEGORY = "TB612", "No category"
    NO_RELATION = "TB613", "No relation"
    UNREFERENCED_BENCHMARK = "TB614", "Benchmark without a reference"
    UNRECORDED_REVIEW = "TB615", "Review without a record"
    OVERDUE = "TB616", "Due date in the past"
    MISSING_FIELD = "TB617", "Required field missing"
    HIERARCHY_CYCLE = "TB621", "Hierarchy cycle"
    CONTRADICTORY_RELATIONS = "TB622", "Contradictory relations"
    DUPLICATE_RELATION = "TB623", "Duplicate relation"
    ONE_SIDED_CONTRAST = "TB624", "One-sided contrast"
    DEPRECATED_NAME = "TB631", "Deprecated name in use"
    NEAR_EQUAL_DEFINITIONS = "TB632", "Near-equal definitions"
    WRONG_CAPITALS = "TB633", "Wrong capitals"
    UNEXPANDED_ABBREVIATION = "TB634", "Abbreviation never spelled out"
    IGNORED_WITHOUT_REASON = "TB635", "Ignored without a reason"
    NOTHING_TO_IGNORE = "TB636", "Nothing to ignore"
    OUTDATED_BASELINE = "TB637", "Outdated baseline"
    OTHER_SPELLING = "TB638", "Another spelling"
    INVALID_FORMULA = "TB641", "Invalid formula"
    WRONG_EXAMPLE = "TB642", "Wrong example"
    NUMBER_NOT_IN_EXAMPLE = "TB643", "Number missing from example"
    INCOMPLETE_FORMULA = "TB644", "Formula without kind, unit, direction, or example"
    UNSURE_NAME = "TB651", "Inferred name without confidence"
    UNUSED_ALLOWANCE = "TB661", "Allowance without a finding"


CODE_HEADINGS: Final[Mapping[str, str]] = {code.value: code.heading for code in Code}
"""The headings by code, for a code that may be a stranger's."""
