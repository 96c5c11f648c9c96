"""What each rule of the answering room is worth: `python benchmarks/quality/ablation.py --shared ../shared/data`.

Every rule stands on the way of a question as one function, and without it that function gives back what it was given.
All questions are asked once with all rules; where a rule changed anything, they are asked again without it, and
what that does to the answer is weighed by the costs that the outcomes' thresholds come from
(docs/explanation/reader.md): an answerable question that ends in `nothing` 3, in `closest` 1, with the evidence not in
front 1; an unanswerable one that ends in `answered` 2; an answer without its gold answer, where only that is known, 1.

Rules that no question set asks for are held by the questions of tests: how many of them fail without the rule is the
last column (`--tests`). On standard error stand the questions that a rule makes worse.
`--rules "NAME; NAME"` measures these alone. `pytest -p benchmarks.quality.ablation` with COPYDESK_WITHOUT=NAME runs any
test so.
"""

import argparse
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.answering.conflicts import Voice
from assistant.archive import Filters
from assistant.evaluation import GoldQuestion, QuestionResult
from assistant.evaluation.pipeline import ask_each
from assistant.question.archive_names import ArchiveNames
from assistant.question.question_filters import ReadFilters, read_filters
from assistant.question.spelling import Spelling
from tests.quality.floors import QuestionSet
from ui.commands.opening import temporary_assistant

TESTS = ("tests/quality/test_neighbours.py", "tests/integration/test_samples_read.py")
SETS = {
    "newsqa": (
        QuestionSet("newsqa", split="choose"),
        QuestionSet("newsqa", own="article_facts.jsonl"),
        QuestionSet("newsqa", own="off_topic.jsonl"),
    ),
    "wikinews": (QuestionSet("wikinews"),),
}


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    where: str
    """Module and attribute, as `assistant.chain:read_parts`."""
    without: Callable[..., Any]
    """Stands in its place."""


def _same(first: Any, *_: Any, **__: Any) -> Any:
    return first


def _none(*_: Any, **__: Any) -> None:
    return None


def _no(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> list[Any]:
    return []


def _apart(_: Any, chosen: Iterable[Any]) -> list[Voice]:
    return [Voice(one) for one in chosen]


def _not_narrowed(text: str, today: date, names: ArchiveNames) -> ReadFilters:
    return ReadFilters(Filters(), Filters(), read_filters(text, today, names).question)


RULES = (
    Rule("courtesies", "assistant.chain:read_courtesy", _none),
    Rule("questions of the archive", "assistant.answering.catalog_events:read_archive_question", _none),
    Rule("questions of an article's record", "assistant.answering.catalog_events:read_article_question", _none),
    Rule("parts of a question", "assistant.chain:read_parts", lambda standalone: (standalone,)),
    Rule("misspelt words", "assistant.question.question_reader:correct_spelling", lambda *_: Spelling({})),
    Rule("filters and times in the question", "assistant.question.question_reader:read_filters", _not_narrowed),
    Rule("what a follow-up leaves behind", "assistant.question.question_reader:settle", _same),
    Rule("a time counted from the one before", "assistant.question.follow_up:count_time", _same),
    Rule("whom a pronoun means", "assistant.question.follow_up:find_person", lambda *_: ""),
    Rule("a denial read as what was done instead", "assistant.answering.evidence:affirm", lambda _: ""),
    Rule("a figure whose subject stands before it", "assistant.answering.timeliness:put_stated_figure_first", _same),
    Rule("time of the event", "assistant.answering.parts:fit_to_time", _same),
    Rule("what was shown goes behind", "assistant.answering.parts:put_shown_behind", _same),
    Rule("correction notices are no evidence", "assistant.answering.weighing:_without_notices", _same),
    Rule("the right figure first", "assistant.answering.weighing:_put_right_first", _same),
    Rule("news before releases and opinion", "assistant.answering.weighing:put_news_first", _same),
    Rule("what a columnist pleads for", "assistant.answering.weighing:_put_thesis_first", _same),
    Rule("the asked speaker first", "assistant.answering.weighing:put_asked_speaker_first", _same),
    Rule("a stated age first", "assistant.answering.weighing:put_stated_age_first", _same),
    Rule("a stated name first", "assistant.answering.weighing:put_stated_name_first", _same),
    Rule("headings and captions", "assistant.answering.evidence:_worth_quoting", list),
    Rule("a denied premise", "assistant.answering.outcome:_find_denial", _none),
    Rule("a number that is asked", "assistant.answering.outcome:lacks_number", _no),
    Rule("a year that no article names", "assistant.answering.outcome:_asks_untold_year", _no),
    Rule("about it or not", "assistant.answering.outcome:_about_or_not", lambda _, __, decision, ___: decision),
    Rule("disagreeing reports", "assistant.answering.writers.extractive:compare_voices", _apart),
    Rule("sides of a comparison", "assistant.answering.writers.extractive:set_side_by_side", _nothing),
    Rule("timelines", "assistant.answering.writers.extractive:tell_in_order", _nothing),
    Rule("the reply in an interview", "assistant.answering.writers.extractive:find_reply", _none),
)


@contextmanager
def in_place(rule: Rule, function: Callable[..., Any]) -> Iterator[None]:
    """As long as it lasts, `function` stands where the rule stood."""
    module_name, attribute = rule.where.split(":")
    module = importlib.import_module(module_name)
    before = getattr(module, attribute)
    setattr(module, attribute, function)
    try:
        yield
    finally:
        setattr(module, attribute, before)


@contextmanager
def noting_what_acts(acting: set[str], rules: Iterable[Rule] = RULES) -> Iterator[None]:
    """`acting` gets the name of each rule that gives something else than nothing at all in its place would."""
    with ExitStack() as stack:
        for rule in rules:
            module_name, attribute = rule.where.split(":")
            stands = getattr(importlib.import_module(module_name), attribute)

            def watched(*given: Any, _rule: Rule = rule, _stands: Callable[..., Any] = stands, **named: Any) -> Any:
                result = _stands(*given, **named)
                without = _rule.without(*given, **named)
                if not _are_alike(result, without):
                    acting.add(_rule.name)
                return result

            stack.enter_context(in_place(rule, watched))
        yield


def _are_alike(one: Any, other: Any) -> bool:
    """Also of what is compared by identity: field by field, and of lists piece by piece."""
    if one is other or type(one) is not type(other):
        return one is other
    if is_dataclass(one):
        return all(_are_alike(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_are_alike, one, other))
    return bool(one == other)


def cost_of(result: QuestionResult) -> float:
    """Of the answer to a reader; 0 is right."""
    if result.has_evidence:
        if result.outcome == "nothing" or result.outcome is None:
            return 3.0
        return float(result.outcome == "closest") + float(not result.evidence_within(1))
    if result.answerable is False:
        return 2.0 * (result.outcome == "answered")
    return float(result.holds_answer is False)


@dataclass(slots=True)
class Worth:
    """Of a rule over a set of questions."""

    acts: int = 0
    """Questions on which it does anything."""
    better: int = 0
    """Of these, how many it answers better than they are without it."""
    saved: float = 0.0
    """What all of them would cost more without it."""
    harmed: list[str] = field(default_factory=list)
    """The questions that it answers worse."""


def measure(assistant: Assistant, questions: Sequence[GoldQuestion], worth: Mapping[str, Worth]) -> None:
    rules = [rule for rule in RULES if rule.name in worth]
    for question in questions:
        acting: set[str] = set()
        with noting_what_acts(acting, rules):
            cost = cost_of(_ask(assistant, question))
        for rule in rules:
            if rule.name not in acting:
                continue
            with in_place(rule, rule.without):
                saved = cost_of(_ask(assistant, question)) - cost
            one = worth[rule.name]
            one.acts += 1
            one.better += saved > 0
            if saved < 0:
                one.harmed.append(question.question)
            one.saved += saved


def _ask(assistant: Assistant, question: GoldQuestion) -> QuestionResult:
    return next(iter(ask_each(assistant, [question], matchable=True)))


def failing_tests(rule: Rule) -> int:
    """How many tests of questions fail without it."""
    options = ["-p", "benchmarks.quality.ablation", "-q", "--no-header", "-p", "no:cacheprovider"]
    environment = {**os.environ, _WITHOUT: rule.name}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *TESTS, *options], env=environment, capture_output=True, text=True, check=False
    )
    counts = {word: int(number) for number, word in _COUNT.findall(done.stdout.splitlines()[-1])}
    if not counts:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)


_WITHOUT = "COPYDESK_WITHOUT"
_COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")


def pytest_configure(config: Any) -> None:
    """As a plugin of pytest: the rule that the environment names is out for as long as the tests run."""
    if name := os.environ.get(_WITHOUT):
        (rule,) = (rule for rule in RULES if rule.name == name)
        taken_out = in_place(rule, rule.without)
        taken_out.__enter__()
        config.add_cleanup(lambda: taken_out.__exit__(None, None, None))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, help="ask only so many questions of each set")
    parser.add_argument("--rules", help="measure only these, by their names with semicolons between")
    parser.add_argument("--tests", action="store_true", help="also count the tests that fail without each rule")
    arguments = parser.parse_args()
    wanted = arguments.rules and {name.strip() for name in arguments.rules.split(";")}
    rules = [rule for rule in RULES if not wanted or rule.name in wanted]
    worth = {rule.name: Worth() for rule in rules}
    count = 0
    for folder, sets in SETS.items():
        with temporary_assistant(arguments.shared / folder / "articles.jsonl") as assistant:
            for question_set in sets:
                questions = question_set.questions(arguments.shared)[: arguments.limit]
                count += len(questions)
                measure(assistant, questions, worth)
    print(f"{count} questions: where the rule acts, what it makes better and worse, and the cost that it saves\n")
    print(f"| rule | acts | better | worse | saves |{' failing tests without |' if arguments.tests else ''}")
    print(f"|---|---|---|---|---|{'---|' if arguments.tests else ''}")
    for rule in rules:
        one = worth[rule.name]
        failing = f" {failing_tests(rule)} |" if arguments.tests else ""
        for question in one.harmed:
            print(f"{rule.name}: worse: {question}", file=sys.stderr)
        print(f"| {rule.name} | {one.acts} | {one.better} | {len(one.harmed)} | {one.saved:.0f} |{failing}", flush=True)


if __name__ == "__main__":
    main()
