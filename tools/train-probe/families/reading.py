"""Families over short passages: questions, answers, checks, summaries, extraction, what is true and what is not."""

from dataclasses import replace

from .clause import DOMAINS, SLOTS, TIMES, capital
from .english import joined
from .family import Family, Task
from .lexicon import words
from .passage import draw_passage
from .sentences import ABOUT

PASSAGE = "[a passage|a short text|a paragraph|a short story|a text|a small report]"
_KIND = {"who": "person", "what": "thing", "where": "place", "when": "time"}


def _with_question(slot=None):
    def demo(rng, passage):
        chosen = slot or rng.choice(SLOTS)
        clause = rng.choice(passage.clauses)
        return f"Passage: {passage.text()}\nQuestion: {clause.wh(chosen)}", getattr(clause, chosen)

    return demo


def _sentence_answer(rng, passage):
    clause = rng.choice(passage.clauses)
    return f"Passage: {passage.text()}\nQuestion: {clause.wh(rng.choice(SLOTS))}", clause.past()


def _ask(slot):
    def demo(rng, passage):
        clause = passage.clauses[0]
        return passage.text(), clause.wh(slot)

    return demo


def _ask_for_answer(rng, passage):
    clause, slot = rng.choice(passage.clauses), rng.choice(SLOTS)
    return f"Passage: {passage.text()}\nAnswer: {getattr(clause, slot)}", clause.wh(slot)


def _question_and_answer(rng, passage):
    clause, slot = passage.clauses[-1], rng.choice(SLOTS)
    return passage.text(), f"Question: {clause.wh(slot)}\nAnswer: {getattr(clause, slot)}"


def _true_statement(rng, passage):
    return passage.text(), passage.clauses[-1].past()


def _wrong_answer(rng, passage):
    clause, slot = rng.choice(passage.clauses), rng.choice(SLOTS)
    return f"Passage: {passage.text()}\nQuestion: {clause.wh(slot)}", getattr(clause.changed(rng, slot), slot)


def _altered(rng, passage):
    """A clause that is not said by the passage, with one slot changed."""
    return rng.choice(passage.clauses).changed(rng, rng.choice(SLOTS))


def _judged(yes, no, unknown=None):
    def demo(rng, passage):
        kind = rng.choice([yes, no] + ([unknown] if unknown else []))
        if kind == yes:
            statement = rng.choice(passage.clauses).past()
        elif kind == no:
            clause = rng.choice(passage.clauses)
            statement = clause.negative() if unknown else _altered(rng, passage).past()
        else:
            used = {c.who for c in passage.clauses}
            clause = rng.choice(passage.clauses)
            statement = replace(
                clause.changed(rng, "where"), who=rng.choice([n for n in words("first name") if n not in used])
            ).past()
        return f"Passage: {passage.text()}\nStatement: {statement}", kind

    return demo


def _answerable(yes, no):
    def demo(rng, passage):
        clause, slot = rng.choice(passage.clauses), rng.choice(("what", "where", "when"))
        kind = rng.choice([yes, no])
        if kind == no:
            used = {c.who for c in passage.clauses}
            clause = replace(clause, who=rng.choice([n for n in words("first name") if n not in used]))
        return f"Passage: {passage.text()}\nQuestion: {clause.wh(slot)}", kind

    return demo


def _multiple_choice(rng, passage):
    clause, slot = rng.choice(passage.clauses), rng.choice(("who", "where", "when"))
    answer = getattr(clause, slot)
    pool = {
        "who": words("first name"),
        "when": TIMES,
        "where": [getattr(c, slot) for c in passage.clauses] + list(_PLACES),
    }[slot]
    options = rng.sample(sorted({value for value in pool if value != answer}), 3) + [answer]
    rng.shuffle(options)
    letters = "ABCD"
    shown = "\n".join(f"{letter}) {option}" for letter, option in zip(letters, options))
    return f"{passage.text()}\nQuestion: {clause.wh(slot)}\n{shown}", letters[options.index(answer)]


_PLACES = (
    "in the old mill",
    "at the north gate",
    "under the bridge",
    "on the third floor",
    "at the corner shop",
    "in the town square",
)


def _options_text(rng, passage):
    given, letter = _multiple_choice(rng, passage)
    line = next(part for part in given.split("\n") if part.startswith(letter + ")"))
    return given, line


def _cloze(rng, passage):
    clause, slot = passage.clauses[0], rng.choice(SLOTS)
    text = passage.text()
    value = getattr(clause, slot)
    return f"{text}\nComplete: {replace(clause, **{slot: '____'}).past()}", value


def _all_of(slot):
    def demo(rng, passage):
        return passage.text(), ", ".join(getattr(c, slot) for c in passage.clauses)

    return demo


def _dropped_fillers(rng, passage):
    if not passage.fillers:
        return "", ""
    return passage.text(), replace(passage, fillers=()).text()


def _summary(rng, passage):
    return passage.text(), " ".join(c.past(without=("where", "when")) for c in passage.clauses)


def _one_sentence(rng, passage):
    return passage.text(), joined([c.core(without=("where", "when")) for c in passage.clauses]) + "."


def _title(rng, passage):
    return passage.text(), passage.clauses[0].headline()


def _odd_sentence(rng, passage):
    domain = passage.clauses[0].domain
    stranger = draw_passage(rng, rng.choice([d for d in DOMAINS if d != domain])).clauses[0]
    parts = [c.past() for c in passage.clauses]
    if len({c.domain for c in passage.clauses}) > 1 or len(parts) < 3:
        return "", ""
    parts.insert(rng.randint(0, len(parts)), stranger.past())
    return "\n".join(parts), stranger.past()


def _who_did(rng, passage):
    clause = rng.choice(passage.clauses)
    return f"{passage.text()}\nAction: {capital(clause.verb)} {clause.what}", clause.who


def _did_what(rng, passage):
    clause = rng.choice(passage.clauses)
    return f"{passage.text()}\nPerson: {clause.who}", clause.core(without=("where", "when")).removeprefix(
        clause.who + " "
    )


def _other_person(rng, passage):
    """Every mention of one person replaced."""
    clause = rng.choice(passage.clauses)
    new = rng.choice([n for n in words("first name") if n not in {c.who for c in passage.clauses}])
    return f"{passage.text()}\nReplace {clause.who} by {new}.", replace(
        passage, clauses=tuple(replace(c, who=new) if c == clause else c for c in passage.clauses)
    ).text()


def _structured(rng, passage):
    return passage.text(), "\n".join(f"{c.who} | {c.verb} | {c.what} | {c.where} | {c.when}" for c in passage.clauses)


def _from_notes(rng, passage):
    return "\n".join(f"{c.who}; {c.verb}; {c.what}; {c.where}" for c in passage.clauses), " ".join(
        replace(c, when="").past() for c in passage.clauses
    )


def _slot_of_question(rng, passage):
    clause, slot = rng.choice(passage.clauses), rng.choice(SLOTS)
    return clause.wh(slot), _KIND[slot]


def _answer_type(rng, passage):
    clause, slot = rng.choice(passage.clauses), rng.choice(SLOTS)
    return clause.short_wh(slot), {"who": "NAME", "what": "OBJECT", "where": "PLACE", "when": "TIME"}[slot]


def _reply(rng, passage):
    clause = passage.clauses[0]
    other = next(n for n in rng.sample(words("first name"), 3) if n != clause.who)
    slot = rng.choice(("where", "when", "what"))
    reply = {"where": capital(clause.where), "when": capital(clause.when), "what": capital(clause.what)}[slot]
    question = clause.wh(slot).replace(f"did {clause.who} ", "did you ")
    return f"{clause.past()}\n{other}: {question}", f"{clause.who}: {reply}."


def _find_sentence(rng, passage):
    i = rng.randrange(len(passage.clauses))
    clause, slot = passage.clauses[i], rng.choice(SLOTS)
    return f"Passage: {passage.text()}\nQuestion: {clause.wh(slot)}", clause.time_first() if i % 2 else clause.past()


def _contradiction(rng, passage):
    return passage.clauses[0].past(), passage.clauses[0].negative()


# id, given, imperative, question, answer, demo(rng, passage), rules
_QA = "[a passage and a question about it|a short text followed by a question|a paragraph and a question]"
_JUDGE = "[a passage and a statement|a short text and a claim about it|a paragraph followed by a statement]"
OPERATIONS = [
    (
        "answer",
        _QA,
        "[answer the question|give a short answer to the question][ with words of the passage|]",
        "What is the answer to the question?",
        "[a short answer|a few words]",
        _with_question(),
    ),
    (
        "answer-who",
        _QA,
        "[answer with the name of the person|answer the question with a name]",
        "",
        "a name",
        _with_question("who"),
    ),
    ("answer-where", _QA, "[answer with the place|say where it happened]", "", "a place", _with_question("where")),
    ("answer-when", _QA, "[answer with the time|say when it happened]", "", "a time", _with_question("when")),
    (
        "answer-what",
        _QA,
        "[answer with the thing that was meant|name the thing that the question asks for]",
        "",
        "a thing",
        _with_question("what"),
    ),
    (
        "answer-sentence",
        _QA,
        "[answer in a full sentence|answer the question with a complete sentence]",
        "",
        "a full sentence",
        _sentence_answer,
    ),
    (
        "evidence",
        _QA,
        "[copy|find|quote|write] the sentence of the passage that [answers the question|contains the answer]",
        "Which sentence of the passage holds the answer?",
        "a sentence of the passage",
        _find_sentence,
    ),
    (
        "wrong-answer",
        _QA,
        "[write|give|make up] [a wrong|an incorrect] but [plausible|believable] answer to the question",
        "",
        "a wrong answer",
        _wrong_answer,
    ),
    (
        "ask-who",
        PASSAGE,
        "[write|create|ask] a question about [its|the] first event [that asks for a person|whose answer is a person]",
        "",
        "a question with 'who'",
        _ask("who"),
    ),
    (
        "ask-where",
        PASSAGE,
        "[write|create|ask] a question about [its|the] first event [that asks for a place|whose answer is a place]",
        "",
        "a question with 'where'",
        _ask("where"),
    ),
    (
        "ask-when",
        PASSAGE,
        "[write|create|ask] a question about [its|the] first event [that asks for a time|whose answer is a time]",
        "",
        "a question with 'when'",
        _ask("when"),
    ),
    (
        "ask-what",
        PASSAGE,
        "[write|create|ask] a question about [its|the] first event [that starts with 'what'|whose answer is a thing]",
        "",
        "a question with 'what'",
        _ask("what"),
    ),
    (
        "ask-for-answer",
        "a passage and an answer",
        "[write|construct|find] the question [that has this answer|to which this is the answer]",
        "Which question has this answer?",
        "a question",
        _ask_for_answer,
    ),
    (
        "question-answer-pair",
        PASSAGE,
        "[write a question about its last event together with the answer|make a question and answer pair about the last event]",
        "",
        "a question and its answer",
        _question_and_answer,
    ),
    (
        "true-statement",
        PASSAGE,
        "[write|give] a true statement about its last event",
        "",
        "a true statement",
        _true_statement,
    ),
    (
        "choose",
        "a passage, a question and four options",
        "[choose|pick|select] the [right|correct] option [and write its letter|by its letter]",
        "Which option is right?",
        "A, B, C or D",
        _multiple_choice,
    ),
    (
        "choose-text",
        "a passage with a question and four options",
        "write the [right|correct] option with its letter",
        "",
        "a letter and the option",
        _options_text,
    ),
    (
        "complete",
        "a passage and an incomplete sentence about it",
        "[complete the sentence|fill the blank|write what belongs in the blank]",
        "",
        "the missing words",
        _cloze,
    ),
    (
        "people",
        PASSAGE,
        "[list|name|extract] all the people[, in the order in which they appear|, separated by commas]",
        "Who is mentioned?",
        "a list of names",
        _all_of("who"),
    ),
    (
        "things",
        PASSAGE,
        "[list|extract] the things that the people [acted on|did something with], separated by commas",
        "",
        "a list of things",
        _all_of("what"),
    ),
    (
        "places",
        PASSAGE,
        "[list|name|extract] all the places[, separated by commas|]",
        "Which places are mentioned?",
        "a list of places",
        _all_of("where"),
    ),
    (
        "times",
        PASSAGE,
        "[list|name|extract] all the time expressions[, separated by commas|]",
        "Which times are mentioned?",
        "a list of times",
        _all_of("when"),
    ),
    (
        "count-people",
        PASSAGE,
        "[count the people|give the number of people]",
        "How many people are mentioned?",
        "a number",
        lambda rng, p: (p.text(), str(len(p.clauses))),
    ),
    (
        "trim",
        PASSAGE,
        "[remove the sentences that tell nothing about who did what|keep only the sentences that say who did what]",
        "",
        "the shorter text",
        _dropped_fillers,
    ),
    (
        "summary",
        PASSAGE,
        "[summarize it|write a summary|shorten it]: for each event only who did what[, without places and times|]",
        "",
        "a short summary",
        _summary,
    ),
    (
        "summary-one",
        PASSAGE,
        "[summarize it in one sentence|write a one-sentence summary] [of who did what|that says who did what]",
        "",
        "one sentence",
        _one_sentence,
    ),
    (
        "title",
        PASSAGE,
        "[write a headline|give it a title|make a title] from its first event",
        "",
        "a headline",
        _title,
    ),
    (
        "odd-sentence",
        "[several|some] sentences, one a line, [of which one is about something else|one of which does not fit the others]",
        "[find|copy|write] the sentence that does not [fit|belong]",
        "Which sentence does not belong?",
        "one sentence",
        _odd_sentence,
    ),
    ("who-did", "a passage and an action", "[name|give] the person who did it", "Who did it?", "a name", _who_did),
    (
        "did-what",
        "a passage and the name of a person",
        "[say|write] what this person did",
        "What did this person do?",
        "an action",
        _did_what,
    ),
    (
        "replace-person",
        "a passage and an instruction to replace a name",
        "[rewrite the passage with the new name|carry out the replacement]",
        "",
        "the changed passage",
        _other_person,
    ),
    (
        "table",
        PASSAGE,
        "[turn it into a table|make a table of its events]: one line for each event with person, verb, thing, place and time, separated by vertical bars",
        "",
        "a table",
        _structured,
    ),
    (
        "from-notes",
        "[notes|short notes] about [events|what people did]",
        "[write them out as full sentences in the past tense|turn the notes into a text in the past tense]",
        "",
        "a text",
        _from_notes,
    ),
    (
        "question-kind",
        "a question",
        "[say|decide|classify] whether [it|the question] asks for a person, a thing, a place or a time",
        "What does the question ask for: person, thing, place or time?",
        "person, thing, place or time",
        _slot_of_question,
    ),
    (
        "answer-type",
        "a question",
        "give the type of its answer: NAME, OBJECT, PLACE or TIME",
        "Which type of answer is expected?",
        "NAME, OBJECT, PLACE or TIME",
        _answer_type,
    ),
    (
        "reply",
        "a fact about a person and a question that someone asks this person",
        "[write|give] the [reply|answer] of the person",
        "",
        "a reply",
        _reply,
    ),
    (
        "contradict",
        "a statement",
        "[write a sentence that contradicts it|deny it in a full sentence]",
        "",
        "a sentence that contradicts",
        _contradiction,
    ),
]
VERDICTS = [
    ("true", "false", "unknown"),
    ("Yes", "No", "Maybe"),
    ("supported", "contradicted", "not mentioned"),
    ("right", "wrong", "unclear"),
    ("correct", "incorrect", "unknown"),
    ("1", "0", "?"),
]


def _domain_text(domain, given):
    return given.replace(PASSAGE, PASSAGE + f" about {ABOUT[domain]}") if domain else given


def _plain(domain, parts):
    given, do, ask, answer, demo = parts
    return Task(
        given=_domain_text(domain, given),
        do=do,
        ask=ask,
        answer=answer,
        demo=lambda rng: demo(rng, draw_passage(rng, domain)),
    )


def _check(rng, domain, three):
    yes, no, unknown = rng.choice(VERDICTS)
    rule = f"[Write|Answer|Use] '{yes}' if [the passage says so|the passage supports it], '{no}' if the passage [says otherwise|contradicts it]"
    rule += f" and '{unknown}' if the passage does not [say|tell]." if three else "."
    judged = _judged(yes, no, unknown if three else None)
    return Task(
        given=_JUDGE,
        do="[decide whether|say whether|check whether|judge if] the statement [is true|agrees with the passage|is supported by the passage]",
        rules=[rule],
        ask="Is the statement [true|right] according to the passage?",
        answer=f"'{yes}', '{no}' or '{unknown}'" if three else f"'{yes}' or '{no}'",
        demo=lambda rng: judged(rng, draw_passage(rng, domain)),
    )


def _can_answer(rng, domain):
    yes, no = rng.choice(
        [("Yes", "No"), ("answerable", "unanswerable"), ("1", "0"), ("can be answered", "cannot be answered")]
    )
    demo = _answerable(yes, no)
    return Task(
        given=_QA,
        do=f"[say|write|answer] '{yes}' if [the passage contains the answer|the question can be answered from the passage] and '{no}' [otherwise|if not]",
        ask=f"Does the passage answer the question? [Reply|Answer] '{yes}' or '{no}'.",
        answer=f"'{yes}' or '{no}'",
        demo=lambda rng: demo(rng, draw_passage(rng, domain)),
    )


def families():
    for domain in (None, *DOMAINS):
        for name, *parts in OPERATIONS:
            if domain and name in ("question-kind", "answer-type", "contradict", "reply"):
                continue
            if not domain and name == "odd-sentence":
                continue
            yield Family(f"reading/{domain or 'any'}/{name}", lambda rng, d=domain, p=tuple(parts): _plain(d, p))
        yield Family(f"reading/{domain or 'any'}/true-false", lambda rng, d=domain: _check(rng, d, False))
        yield Family(f"reading/{domain or 'any'}/true-false-unknown", lambda rng, d=domain: _check(rng, d, True))
        yield Family(f"reading/{domain or 'any'}/answerable", lambda rng, d=domain: _can_answer(rng, d))
