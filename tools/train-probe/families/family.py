"""What a task family is, and how a document is drawn from one."""

import re
from dataclasses import dataclass
from typing import Callable, Sequence

SHORTEST, LONGEST = 20, 900
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


def say(rng, template):
    """Resolves every `[a|b|c]` of a template to one alternative, the innermost first."""
    while True:
        said = _CHOICE.sub(lambda match: rng.choice(match.group(1).split("|")), template)
        if said == template:
            return re.sub(r" +([,;:?!]|\.(?=\s|$))", r"\1", re.sub(r" {2,}", " ", said)).strip()
        template = said


@dataclass(frozen=True)
class Task:
    """One task: a family with its parameters drawn. All texts are templates of `say`.

    given: noun phrase of the input ("a list of animals"); do: bare infinitive clause ("write the list backwards");
    demo: draws one (input, output); answer: noun phrase of the output; ask: the task as a question;
    title: a headline; rules: sentences without which the task is not determined; notes: sentences that may be left out.
    """

    given: str
    do: str
    demo: Callable
    answer: str = ""
    ask: str = ""
    title: str = ""
    rules: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Family:
    """id: group/source/operation/form; draw: from a generator to a Task with its parameters."""

    id: str
    draw: Callable


def demonstrations(rng, task, count):
    """Up to `count` demonstrations with different inputs, each within the bounds of length."""
    found, seen = [], set()
    for _ in range(count * 6):
        given, wanted = task.demo(rng)
        length = len(given) + len(wanted) + len("Input: \nOutput: ")
        if given in seen or not given or not wanted or not SHORTEST <= length <= LONGEST:
            continue
        seen.add(given)
        found.append({"input": given, "output": wanted})
        if len(found) == count:
            break
    return found
