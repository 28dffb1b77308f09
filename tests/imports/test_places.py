"""What an import says of a part of a file has the place of that part."""

from collections.abc import Callable

import pytest

from termbase.imports.formats import read_files
from termbase.imports.json_places import places_of
from termbase.text.line_starts import lines

OURS = '{"version": "1",\n "terms": [\n  {"term": "A [", "relations": {}, "entries": [{}]},\n  {"relations": {}, "entries": []}]}'


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.csv", "term,definition\nChurn,A loss\n\n,no name\n", "a.csv:4"),
        ("a.csv", 'term,definition\n"Churn","A\nloss"\n,no name\n', "a.csv:4"),
        ("a.csv", "sep=;\nterm;definition\nChurn;A loss\n;no name\n", "a.csv:4"),
        ("a.csv", "term,definition\rChurn,A loss\r,no name\r", "a.csv:3"),
        ("a.tsv", "\ufeffterm\tdefinition\nChurn\tA loss\n\tno name\n", "a.tsv:3"),
        ("a.csv", "Our terms\n\nterm,definition\nChurn,A loss\n", "a.csv:1"),
        ("a.txt", "#separator:tab\n#html:true\nChurn\tA loss\n\tno name\n", "a.txt:4"),
    ],
)
def test_what_is_left_out_of_a_table_has_its_line(name: str, text: str, where: str) -> None:
    (left,) = read_files({name: text}).left_out
    assert left.where == where
    assert left.text.strip() in (lines(text)[int(where.partition(":")[2]) - 1].strip(",;\t"), "Our terms")


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.csv", "\n\nalpha,beta\n1,2\n", "a.csv:3:1"),
        ("a.json", OURS, "a.json:4:3"),
    ],
)
def test_a_problem_has_its_place(name: str, text: str, place: str) -> None:
    assert [problem.partition(": ")[0] for problem in read_files({name: text}).problems] == [place]


def test_items_are_found_among_brackets_in_texts_and_lists_of_the_same_name() -> None:
    text = '{"a": [{}], "x": {"terms": [{}]}, "b": "\\"terms\\": [{", "terms": [1,\n {"c": [{}]},\n\n{}], "d": [{}]}'
    assert places_of(text, [1, 2, 3], within="terms") == [(2, 2), (4, 1), (1, 1)]
    assert places_of("", [1], within="terms") == [(1, 1)]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    import termbase.imports.json_places as module

    made = [0]
    real = module.LineStarts

    def count(text: str) -> object:
        made[0] += 1
        return real(text)

    monkeypatch.setattr(module, "LineStarts", count)
    return lambda: made[0]


def test_many_problems_need_one_look_at_the_lines(counting: Callable[[], int]) -> None:
    items = ",".join('{"relations": {}, "entries": []}' for _ in range(500))
    reading = read_files({"a.json": f'{{"terms": [{items}]}}'})
    assert len(reading.problems) == 500
    assert len(set(reading.problems)) == 500
    assert counting() == 1
