"""Definitions: a task's phrases put into one of many frames, so that nearly every document has its own wording."""

from .family import say

_SEE = "[you are given|you will be given|you get|you are shown|you will see|you are presented with|you are provided with|you receive]"
_TASK = "[Your task is to|Your job is to|You need to|You have to|You should|The task is to|The goal is to|You are asked to|Your goal is to|You must]"
_OUTPUT = "[The output is|The output should be|The answer is|The answer should be|Your answer should be|Return|The expected output is|Write only|Your output must be]"
_INPUT = "[The input is|The input will be|As input you get|Each input is]"
_OPEN = "[In this task,|In this exercise,|In this problem,|For this task,|Here,|]"
_CLOSE = (
    "[Do not|Don't] [explain|justify] your answer.",
    "[Give|Write] [only the answer|nothing else|just the answer].",
    "[No explanation is needed.|Leave out any explanation.|Do not add anything else.]",
    "[Read the input carefully.|Be careful to follow the rule exactly.|Pay attention to details.]",
)

# Sentences of the long style. DO and GIVEN stand for the task's own phrases, in another of their wordings.
_ELABORATIONS = (
    "[In other words|Put differently|That is], [you should|you have to|your answer should] DO.",
    "[Start by|Begin by] reading the input, which is GIVEN; then DO.",
    "[Avoid|Refrain from] adding [words|anything] that the task does not ask for.",
    "[Make sure|Be sure|Take care] that [your answer|the output] follows from the input [alone|and from nothing else].",
    "[If there are several steps|If more than one step is needed], [write|give] only the [final|last] result.",
    "[Every|Each] input can be answered [in this way|by the same rule].",
    "[The same rule|This rule] [holds for|applies to] [all inputs|every input].",
    "[Spelling and capital letters count.|Mind the spelling.|Check the spelling of your answer.]",
    "[The input|It] will always be GIVEN.",
    "[Think|Look] twice before you answer, because [small differences matter|a single letter can change the answer].",
    "[Keep|Use] the same [form|layout] for [all|every one] of your answers.",
    "[The aim|The point|The purpose] of [this task|the exercise] is to DO.",
    "[There is only one right answer for each input.|Only one answer is right.]",
    "[Your answers will be compared with a key|The answers are checked automatically], so [stick to|keep to] the format.",
)


def _capital(text):
    return text[:1].upper() + text[1:]


def _sentence(text):
    text = _capital(text.strip())
    return text if text.endswith((".", "?", "!", ":")) else text + "."


def _frames(task):
    """(weight, template) pairs; a template that needs a phrase the task lacks is not among them."""
    given, do = task.given, task.do
    frames = [
        (4, f"[Given|For|Using] {given}, {do}."),
        (2, f"Given {given}, [you should|you need to|your task is to|please] {do}."),
        (5, f"{_OPEN} {_SEE} {given}. {_TASK} {do}."),
        (3, f"{_SEE} {given}. ~{do}."),
        (4, f"~{do}."),
        (2, f"~{do}. {_INPUT} {given}."),
        (2, f"{_INPUT} {given}. ~{do}."),
        (1, f"[I will give you|I will show you|I give you|We give you] {given}; [please|you then|you should] {do}."),
        (1, f"{_TASK} {do}, [given|when given|starting from|based on] {given}."),
        (
            1,
            f"{_OPEN} [the input is|the input will be] {given}, and [you should|you have to|the task is to|you are expected to] {do}.",
        ),
        (1, f"[Task|Instruction|What to do]: {do}."),
        (1, f"[Please|] [look at|read|take] the input, which is {given}, [and|then] {do}."),
        (
            1,
            f"[This task is about one thing|What is wanted here is simple|The exercise is this]: {do}. [The input will be {given}.|]",
        ),
    ]
    if task.ask:
        frames += [
            (3, f"{task.ask}"),
            (2, f"{_SEE} {given}. {task.ask}"),
            (1, f"[Answer the question about the input|Answer this question for each input]: {task.ask}"),
        ]
    if task.answer:
        frames += [
            (2, f"Input: {given}. Output: {task.answer}. ~{do}."),
            (1, f"{_SEE} {given}. {_OUTPUT} {task.answer}. ~{do}."),
            (1, f"From {given} to {task.answer}: {do}."),
        ]
    if task.title:
        frames += [(2, task.title), (1, f"{task.title}: {do}."), (1, f"{task.title}. {_INPUT} {given}.")]
    return frames


def _example(rng, task):
    given, wanted = task.demo(rng)
    if not given or not wanted or len(given) + len(wanted) > 90 or "\n" in given + wanted:
        return ""
    return rng.choice(
        [
            f'For example, for "{given}" the answer is "{wanted}".',
            f"Example: {given} -> {wanted}",
            f'For instance, the input "{given}" gives "{wanted}".',
            f'If the input is "{given}", the output should be "{wanted}".',
        ]
    )


def definition(rng, task):
    """One wording of the task."""
    frames = _frames(task)
    text = rng.choices([frame for _, frame in frames], [weight for weight, _ in frames])[0]
    parts = [text] + list(task.rules)
    parts += [note for note in task.notes if rng.random() < 0.4]
    if task.answer and f" {task.answer}" not in text and rng.random() < 0.2:
        parts.append(f"{_OUTPUT} {task.answer}.")
    if rng.random() < 0.1:
        parts.append(rng.choice(_CLOSE))
    if rng.random() < 0.16:
        parts += [
            part.replace("DO", task.do).replace("GIVEN", task.given)
            for part in rng.sample(_ELABORATIONS, rng.randint(1, 4))
        ]
    said = []
    for part in parts:
        # `~` asks for a capital: a clause that opens a sentence.
        pieces = say(rng, part).split("~")
        said.append(pieces[0] + "".join(_capital(piece) for piece in pieces[1:]))
    if len(said) > 2 and rng.random() < 0.3 and not task.ask:
        rest = said[1:]
        rng.shuffle(rest)
        said = said[:1] + rest
    if rng.random() < 0.1:
        said += [_example(rng, task) for _ in range(rng.choice([1, 1, 2]))]
    if len(said) == 1 and text == task.title:
        return _capital(said[0])
    text = " ".join(_sentence(part) if not part.startswith("Example:") else part for part in said if part)
    if rng.random() < 0.06:
        text = text.rstrip(".")
    return text
