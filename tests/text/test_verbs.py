"""English verb forms."""

import pytest

from termbase.text.verbs import verb_forms


@pytest.mark.parametrize(
    "forms",
    [
        "onboard onboards onboarded onboarding", "plan plans planned planning", "merge merges merged merging",
        "modify modifies modified modifying", "deploy deploys deployed deploying", "agree agrees agreed agreeing",
        "push pushes pushed pushing", "tie ties tied tying", "go goes went gone going", "upsell upsells upsold upselling",
        "cross-sell cross-sells cross-sold cross-selling", "rebuild rebuilds rebuilt rebuilding",
        "cancel cancels canceled cancelled canceling cancelling", "fix fixes fixed fixing", "QA QAs QAed QAing",
    ],
)  # fmt: skip
def test_the_forms_of_a_verb(forms: str) -> None:
    verb = forms.split(" ")[0]
    assert [form.casefold() for form in verb_forms(verb)] == forms.casefold().split(" ")


def test_in_several_words_the_first_one_changes() -> None:
    assert verb_forms("roll out") == ("roll out", "rolls out", "rolled out", "rolling out")


def test_what_ends_in_a_hyphen_has_no_verb_to_change() -> None:
    assert verb_forms("co-") == ("co-",)
    assert verb_forms("") == ("",)
