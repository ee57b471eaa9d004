"""Families over one made sentence: its grammar, its parts, and other ways to say it."""

import re
from dataclasses import replace

from .clause import DOMAINS, SLOTS, bare, capital, draw_clause
from .english import ing, participle, past
from .family import Family, Task
from .lexicon import words

_W = "[turn|change|put|transform]"
_R = "[rewrite|change|rephrase]"
_E = "[extract|find|write|give|name|identify|pick out]"
SENTENCE = "[a sentence|an English sentence|a statement|one sentence]"


def _forms(source, result):
    """Demo of two forms of one clause, each a function of it."""
    return lambda rng, clause: (source(clause), result(clause))


def _timeless(source, result):
    """The same without a time, which would fix the tense."""

    def demo(rng, clause):
        clause = replace(clause, when="")
        return source(clause), result(clause)

    return demo


def _replaced(slot, label):
    def demo(rng, clause):
        new = clause.changed(rng, slot)
        return f"{clause.past()}\n{label}: {getattr(new, slot)}", new.past()

    return demo


def _masked(slot):
    def demo(rng, clause):
        value = getattr(clause, slot)
        return f"{clause.past()}\n{replace(clause, **{slot: '_____'}).past()}", value

    return demo


def _corrected(rng, clause):
    slot = rng.choice(SLOTS)
    wrong = clause.changed(rng, slot)
    return f"Fact: {clause.past()}\nClaim: {wrong.past()}", f"No, {clause.past()}"


def _shuffled(rng, clause):
    parts = [clause.who, past(clause.verb), clause.what, clause.where, clause.when]
    mixed = parts[:]
    while mixed == parts:
        rng.shuffle(mixed)
    return " / ".join(mixed), clause.past()


def _wrong_verb(rng, clause):
    wrong = rng.choice([ing(clause.verb), "to " + clause.verb])
    return " ".join([clause.who, wrong, clause.rest]) + ".", clause.past()


def _article_missing(rng, clause):
    stripped = bare(clause.what)
    return (clause.past().replace(clause.what, stripped), clause.past()) if stripped != clause.what else ("", "")


def _no_punctuation(rng, clause):
    text = rng.choice([clause.past(), clause.question(), clause.time_first()])
    return text.lower().replace(",", "").rstrip(".?"), text


# id, given, imperative, question, answer, demo(rng, clause). `in the past` and the like name what the forms show.
OPERATIONS = [
    (
        "present-to-past",
        SENTENCE + " in the present tense",
        f"{_W} it into the past tense",
        "",
        "the sentence in the past tense",
        _timeless(lambda c: c.present(), lambda c: c.past()),
    ),
    (
        "past-to-present",
        SENTENCE + " in the past tense",
        f"{_W} it into the [present|simple present] tense",
        "",
        "the sentence in the present tense",
        _timeless(lambda c: c.past(), lambda c: c.present()),
    ),
    (
        "past-to-future",
        SENTENCE + " in the past tense",
        f"{_W} it into the future [tense|], with 'will'",
        "",
        "the sentence in the future tense",
        _timeless(lambda c: c.past(), lambda c: c.future()),
    ),
    (
        "future-to-past",
        SENTENCE + " about the future",
        f"{_W} it [into the past tense|so that it has already happened]",
        "",
        "the sentence in the past tense",
        _timeless(lambda c: c.future(), lambda c: c.past()),
    ),
    (
        "past-to-progressive",
        SENTENCE + " in the simple past",
        f"{_R} it in the past progressive[, with 'was' and the -ing form|]",
        "",
        "the sentence in the past progressive",
        _forms(lambda c: c.past(), lambda c: c.past_progressive()),
    ),
    (
        "present-to-progressive",
        SENTENCE + " in the simple present",
        f"{_R} it in the present progressive",
        "",
        "the sentence in the progressive",
        _timeless(lambda c: c.present(), lambda c: c.progressive()),
    ),
    (
        "past-to-perfect",
        SENTENCE + " in the past tense",
        f"{_R} it in the present perfect",
        "",
        "the sentence in the perfect",
        _timeless(lambda c: c.past(), lambda c: c.perfect()),
    ),
    (
        "negate",
        SENTENCE,
        "[negate it|make it negative|rewrite it with 'did not' so that it says the opposite|deny it, using 'did not']",
        "",
        "[the negated sentence|a negative sentence]",
        _forms(lambda c: c.past(), lambda c: c.negative()),
    ),
    (
        "affirm",
        "a [negative|negated] sentence",
        "[remove the negation|make it positive|rewrite it as an affirmative sentence]",
        "",
        "a positive sentence",
        _forms(lambda c: c.negative(), lambda c: c.past()),
    ),
    (
        "contract",
        SENTENCE + " with 'did not'",
        "[use the contraction instead|contract 'did not' to 'didn't']",
        "",
        "the sentence with a contraction",
        _forms(lambda c: c.negative(), lambda c: c.negative_short()),
    ),
    (
        "expand",
        SENTENCE + " with a contraction",
        "[write the contraction out|expand the contraction|replace the short form by the full form]",
        "",
        "the sentence without contractions",
        _forms(lambda c: c.negative_short(), lambda c: c.negative()),
    ),
    (
        "yes-no-question",
        SENTENCE,
        f"{_W} it into a [yes/no question|question that can be answered with yes or no]",
        "",
        "a [yes/no|] question",
        _forms(lambda c: c.past(), lambda c: c.question()),
    ),
    (
        "question-to-statement",
        "a yes/no question",
        f"{_W} it into a statement",
        "",
        "a statement",
        _forms(lambda c: c.question(), lambda c: c.past()),
    ),
    (
        "tag",
        SENTENCE,
        "add a [question tag|tag question] to [it|the end of the sentence]",
        "",
        "the sentence with a question tag",
        _forms(lambda c: c.past(), lambda c: c.tag_question()),
    ),
    (
        "passive",
        "an active sentence",
        f"{_W} it into the passive[ voice|]",
        "",
        "a passive sentence",
        _forms(lambda c: c.past(), lambda c: c.passive()),
    ),
    (
        "active",
        "a passive sentence",
        f"{_W} it into the active[ voice|]",
        "",
        "an active sentence",
        _forms(lambda c: c.passive(), lambda c: c.past()),
    ),
    (
        "first-person",
        SENTENCE + " about someone",
        "[rewrite it in the first person|rewrite it as if you had done it yourself|replace the person by 'I']",
        "",
        "a sentence in the first person",
        _forms(lambda c: c.past(), lambda c: c.first_person()),
    ),
    (
        "we",
        SENTENCE + " about someone",
        "[rewrite it in the first person plural|replace the person by 'we']",
        "",
        "a sentence with 'we'",
        _forms(lambda c: c.past(), lambda c: c.we()),
    ),
    (
        "pronoun",
        SENTENCE,
        "[replace the name by the right pronoun|use 'he' or 'she' instead of the name]",
        "",
        "the sentence with a pronoun",
        _forms(lambda c: c.past(), lambda c: c.with_pronoun()),
    ),
    (
        "time-first",
        SENTENCE,
        "[move the time to the beginning|start the sentence with the time]",
        "",
        "the reordered sentence",
        _forms(lambda c: c.past(), lambda c: c.time_first()),
    ),
    (
        "place-first",
        SENTENCE,
        "[move the place to the beginning|start the sentence with the place]",
        "",
        "the reordered sentence",
        _forms(lambda c: c.past(), lambda c: c.place_first()),
    ),
    (
        "time-last",
        SENTENCE + " that begins with a time",
        "move the time to the end",
        "",
        "the reordered sentence",
        _forms(lambda c: c.time_first(), lambda c: c.past()),
    ),
    (
        "shout",
        SENTENCE,
        "[make it an exclamation in capital letters|write it as if someone shouted it: capital letters and an exclamation mark]",
        "",
        "the shouted sentence",
        _forms(lambda c: c.past(), lambda c: c.core().upper() + "!"),
    ),
    (
        "command",
        SENTENCE + " about what someone did",
        "[write the command|make an order of it|turn it into an instruction] [that would make someone do the same|to do the same][, without the time|]",
        "",
        "a command",
        _forms(lambda c: c.past(), lambda c: c.imperative()),
    ),
    (
        "polite",
        "a command",
        "[rewrite it as a polite request|ask for it politely|make it polite]",
        "",
        "a polite request",
        _forms(lambda c: c.imperative(), lambda c: c.polite()),
    ),
    (
        "rude",
        "a polite request",
        "[make it a plain command|rewrite it as a direct order|remove the politeness]",
        "",
        "a command",
        _forms(lambda c: c.polite(), lambda c: c.imperative()),
    ),
    (
        "headline",
        SENTENCE + " of news",
        "[write a headline for it|turn it into a newspaper headline] in the present tense[ without article and time|]",
        "",
        "a headline",
        _forms(lambda c: c.past(), lambda c: c.headline()),
    ),
    (
        "gerund",
        SENTENCE,
        "[name the activity|write a title for the activity] [in an -ing phrase|with the -ing form of the verb]",
        "",
        "an -ing phrase",
        _forms(lambda c: c.past(), lambda c: c.gerund()),
    ),
    (
        "must",
        SENTENCE,
        "[say that the person had to do it|rewrite it with 'had to']",
        "",
        "a sentence with 'had to'",
        _forms(lambda c: c.past(), lambda c: c.modal("had to")),
    ),
    (
        "can",
        SENTENCE,
        "[say that the person was able to do it|rewrite it with 'was able to']",
        "",
        "a sentence with 'was able to'",
        _forms(lambda c: c.past(), lambda c: c.modal("was able to")),
    ),
    (
        "want",
        SENTENCE,
        "[say that the person wanted to do it|rewrite it as a wish of the person, with 'wanted to']",
        "",
        "a sentence with 'wanted to'",
        _forms(lambda c: c.past(), lambda c: c.modal("wanted to")),
    ),
    (
        "who",
        SENTENCE,
        f"{_E} [the person|the name of the person|who did it|the name]",
        "Who [did it|is the sentence about|is mentioned]?",
        "a name",
        _forms(lambda c: c.past(), lambda c: c.who),
    ),
    (
        "what",
        SENTENCE,
        f"{_E} the thing that [the action is done to|the verb acts on]",
        "What thing is the action done to?",
        "a thing",
        _forms(lambda c: c.past(), lambda c: c.what),
    ),
    (
        "where",
        SENTENCE,
        f"{_E} the place",
        "Where [did it happen|does it take place]?",
        "a place",
        _forms(lambda c: c.past(), lambda c: c.where),
    ),
    (
        "when",
        SENTENCE,
        f"{_E} [the time|the time expression|when it happened]",
        "When did it happen?",
        "a time",
        _forms(lambda c: c.past(), lambda c: c.when),
    ),
    (
        "verb",
        SENTENCE,
        f"{_E} the verb",
        "Which word is the verb?",
        "the verb",
        _forms(lambda c: c.past(), lambda c: past(c.verb)),
    ),
    (
        "verb-base",
        SENTENCE,
        f"{_E} the verb in its [base form|dictionary form|infinitive]",
        "",
        "a verb",
        _forms(lambda c: c.past(), lambda c: c.verb),
    ),
    (
        "who-and-when",
        SENTENCE,
        f"{_E} the person and the time, separated by a [comma|comma and a space]",
        "",
        "a name and a time",
        _forms(lambda c: c.past(), lambda c: f"{c.who}, {c.when}"),
    ),
    (
        "what-and-where",
        SENTENCE,
        f"{_E} the thing and the place, separated by a semicolon",
        "",
        "a thing and a place",
        _forms(lambda c: c.past(), lambda c: f"{c.what}; {c.where}"),
    ),
    (
        "frame",
        SENTENCE,
        "[analyze it|split it into its parts|list its parts]: who, action, what, where and when, one on each line",
        "",
        "five lines",
        _forms(
            lambda c: c.past(),
            lambda c: f"who: {c.who}\naction: {c.verb}\nwhat: {c.what}\nwhere: {c.where}\nwhen: {c.when}",
        ),
    ),
    (
        "unframe",
        "the parts of a sentence",
        "[write the sentence in the past tense|combine the parts into one sentence in the past tense]",
        "",
        "a sentence",
        _forms(
            lambda c: f"who: {c.who}; action: {c.verb}; what: {c.what}; where: {c.where}; when: {c.when}",
            lambda c: c.past(),
        ),
    ),
    (
        "ask-who",
        SENTENCE,
        "[write|ask|form] a question [about the person|that asks for the person|with 'who'|whose answer is the name]",
        "",
        "a question with 'who'",
        _forms(lambda c: c.past(), lambda c: c.wh("who")),
    ),
    (
        "ask-what",
        SENTENCE,
        "[write|ask|form] a question [about the thing|that asks for the thing|with 'what']",
        "",
        "a question with 'what'",
        _forms(lambda c: c.past(), lambda c: c.wh("what")),
    ),
    (
        "ask-where",
        SENTENCE,
        "[write|ask|form] a question [about the place|that asks for the place|with 'where']",
        "",
        "a question with 'where'",
        _forms(lambda c: c.past(), lambda c: c.wh("where")),
    ),
    (
        "ask-when",
        SENTENCE,
        "[write|ask|form] a question [about the time|that asks for the time|with 'when']",
        "",
        "a question with 'when'",
        _forms(lambda c: c.past(), lambda c: c.wh("when")),
    ),
    (
        "without-where",
        SENTENCE,
        "[remove|leave out|delete] the place",
        "",
        "the shorter sentence",
        _forms(lambda c: c.past(), lambda c: c.past(without=("where",))),
    ),
    (
        "without-when",
        SENTENCE,
        "[remove|leave out|delete] the time",
        "",
        "the shorter sentence",
        _forms(lambda c: c.past(), lambda c: c.past(without=("when",))),
    ),
    (
        "shortest",
        SENTENCE,
        "[shorten it as far as possible: keep only who did what|reduce it to who did what|leave out time and place]",
        "",
        "the short sentence",
        _forms(lambda c: c.past(), lambda c: c.past(without=("where", "when"))),
    ),
    (
        "cleft-who",
        SENTENCE,
        "[stress the person|put the stress on the person] with 'It was ... who'",
        "",
        "a sentence with 'It was'",
        _forms(lambda c: c.past(), lambda c: c.cleft("who")),
    ),
    (
        "cleft-where",
        SENTENCE,
        "[stress the place|put the stress on the place] with 'It was ... that'",
        "",
        "a sentence with 'It was'",
        _forms(lambda c: c.past(), lambda c: c.cleft("where")),
    ),
    (
        "change-who",
        SENTENCE + " and a new name",
        "[replace the person|rewrite the sentence with the new name]",
        "",
        "the changed sentence",
        _replaced("who", "New name"),
    ),
    (
        "change-what",
        SENTENCE + " and a new thing",
        "[replace the thing in it|rewrite the sentence with the new thing]",
        "",
        "the changed sentence",
        _replaced("what", "New thing"),
    ),
    (
        "change-where",
        SENTENCE + " and a new place",
        "[replace the place|rewrite the sentence with the new place]",
        "",
        "the changed sentence",
        _replaced("where", "New place"),
    ),
    (
        "change-when",
        SENTENCE + " and a new time",
        "[replace the time|rewrite the sentence with the new time]",
        "",
        "the changed sentence",
        _replaced("when", "New time"),
    ),
    (
        "fill",
        SENTENCE + ", then the same sentence with a gap",
        "[fill the gap|write what belongs in the gap|write the missing words]",
        "[What is missing|What belongs in the gap]?",
        "the missing words",
        lambda rng, c: _masked(rng.choice(SLOTS))(rng, c),
    ),
    (
        "correct-claim",
        "a fact and a wrong claim",
        "[correct the claim, starting with 'No,'|answer with 'No,' and the fact]",
        "",
        "a correction",
        _corrected,
    ),
    (
        "unscramble",
        "the parts of a sentence in mixed order",
        "[put the parts in the right order|build the sentence from the parts]",
        "",
        "a sentence",
        _shuffled,
    ),
    (
        "fix-verb",
        SENTENCE + " with a wrong verb form",
        "[correct the verb|correct the mistake|fix the grammar][ so that the sentence is in the past tense|, using the past tense]",
        "",
        "the corrected sentence",
        _wrong_verb,
    ),
    (
        "fix-article",
        SENTENCE + " in which [an article|the word before the noun] is missing",
        "[add the missing word|insert the article that is missing]",
        "",
        "the corrected sentence",
        _article_missing,
    ),
    (
        "punctuate",
        "a text without punctuation and capitals",
        "[add punctuation and capital letters|write it with the right punctuation and capitals|restore commas, capitals and the final mark]",
        "",
        "the corrected text",
        _no_punctuation,
    ),
    (
        "reported",
        "what a person says",
        "[report it with '... said that'|turn the direct speech into reported speech|write it as reported speech]",
        "",
        "reported speech",
        lambda rng, c: _reported(rng, c),
    ),
    (
        "quote",
        SENTENCE + " and a speaker",
        "[write it as direct speech of the speaker|put it in quotation marks and add who said it]",
        "",
        "direct speech",
        lambda rng, c: _quoted(rng, c),
    ),
    (
        "words",
        SENTENCE,
        "[count its words|give the number of words]",
        "How many words does it have?",
        "a number",
        _forms(lambda c: c.past(), lambda c: str(len(c.past().split()))),
    ),
    (
        "last-word",
        SENTENCE,
        "[write|give] its last word [without the period|]",
        "What is the last word?",
        "a word",
        _forms(lambda c: c.past(), lambda c: c.past()[:-1].split()[-1]),
    ),
    (
        "longest-word",
        SENTENCE,
        f"{_E} the longest word",
        "Which word is the longest?",
        "a word",
        lambda rng, c: _longest(c),
    ),
    (
        "reverse-words",
        SENTENCE,
        "write its words in reverse order, without punctuation",
        "",
        "the words reversed",
        _forms(lambda c: c.past(), lambda c: " ".join(c.core().split()[::-1])),
    ),
    (
        "capital-words",
        SENTENCE,
        "write every word with a capital [first|] letter",
        "",
        "the sentence in title case",
        _forms(lambda c: c.past(), lambda c: " ".join(capital(w) for w in c.past().split())),
    ),
    (
        "snake",
        SENTENCE,
        "write it in lower case with underscores [for spaces|between the words] and no punctuation",
        "",
        "a line with underscores",
        _forms(lambda c: c.past(), lambda c: c.core().lower().replace(" ", "_").replace("'", "")),
    ),
]


def _reported(rng, clause):
    speaker = rng.choice([n for n in words("first name") if n != clause.who])
    return (
        f'{speaker}: "{clause.past()}"',
        f"{speaker} said that {clause.who} had {participle(clause.verb)} {clause.rest}.",
    )


def _quoted(rng, clause):
    speaker = rng.choice([n for n in words("first name") if n != clause.who])
    return f"{clause.past()} (speaker: {speaker})", f'"{clause.past()[:-1]}," said {speaker}.'


def _longest(clause):
    tokens = clause.core().split()
    best = max(len(t) for t in tokens)
    hits = [t for t in tokens if len(t) == best]
    return (clause.past(), hits[0]) if len(hits) == 1 else ("", "")


ABOUT = {
    "cooking": "cooking or eating",
    "shopping": "shopping and money",
    "travel": "travel",
    "sport": "sport",
    "garden": "gardening",
    "animals": "animals",
    "school": "[school|school and study]",
    "office": "office work",
    "home": "[the house|housework]",
    "music": "music",
    "art": "arts and crafts",
    "health": "health",
    "traffic": "traffic and cars",
    "technology": "technology",
}


def _task(domain, given, do, ask, answer, demo):
    about = f" about {ABOUT[domain]}" if domain and given.startswith(SENTENCE) else ""
    do = re.sub(r"\bit\b", "[the sentence|it]" if given.startswith(SENTENCE) else "it", do, count=1)
    return Task(
        given=given.replace(SENTENCE, SENTENCE + about if " about " not in given else SENTENCE, 1),
        do=do,
        ask=ask,
        answer=answer,
        demo=lambda rng: demo(rng, draw_clause(rng, domain)),
    )


def families():
    for domain in (None, *DOMAINS):
        for name, given, do, ask, answer, demo in OPERATIONS:
            if domain and not given.startswith(SENTENCE):
                continue
            yield Family(
                f"sentences/{domain or 'any'}/{name}",
                lambda rng, d=domain, parts=(given, do, ask, answer, demo): _task(d, *parts),
            )
