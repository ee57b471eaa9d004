"""Families that write: from words, facts, causes and tones; and the checks that go with them."""

import os

from .clause import DOMAINS, capital, draw_clause
from .english import joined, past
from .family import Family, Task
from .lexicon import a, words
from .sentences import ABOUT


def _rows(name):
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as lines:
        return tuple(
            tuple(part.strip() for part in line.split("|"))
            for line in lines
            if line.strip() and not line.startswith("#")
        )


THINGS, CAUSES, REGISTERS = _rows("things.txt"), _rows("causes.txt"), _rows("registers.txt")
PLURAL_THINGS = ("scissors", "goggles")


def _an(thing):
    return thing if thing in PLURAL_THINGS or thing == "glue" else a(thing)


def _riddle(use, material, place):
    return f"It is made of {material}, it is kept {place}, and people use it to {use}."


def _pick(rng):
    return rng.choice([row for row in THINGS if row[0] not in PLURAL_THINGS])


# form -> (given, do, ask, demo). Every demonstration draws one thing, and others where it needs wrong ones.
def _thing_demo(form):
    def demo(rng):
        thing, use, material, place = _pick(rng)
        other = rng.choice([row for row in THINGS if row[0] != thing])
        right = rng.random() < 0.5
        options = rng.sample([row[0] for row in THINGS if row[0] != thing and row[1] != use], 3) + [thing]
        rng.shuffle(options)
        shown = "\n".join(f"{letter}) {option}" for letter, option in zip("ABCD", options))
        return {
            "use": (thing, f"to {use}"),
            "material": (f"Thing: {thing}", material),
            "place": (f"Thing: {thing}", place),
            "from-use": (f"to {use}", thing),
            "riddle": (thing, _riddle(use, material, place)),
            "solve": (_riddle(use, material, place), thing),
            "describe": (
                f"{thing}; {material}; {use}",
                f"{capital(_an(thing))} is made of {material} and is used to {use}.",
            ),
            "claim": (f"{capital(_an(thing))} is used to {use if right else other[1]}.", "true" if right else "false"),
            "correct": (f"{capital(_an(thing))} is used to {other[1]}.", f"{capital(_an(thing))} is used to {use}."),
            "need": (f"I want to {use}.", f"You need {_an(thing)}."),
            "choose": (f"Which of these is used to {use}?\n{shown}", "ABCD"[options.index(thing)]),
            "question": (f"{capital(_an(thing))} is used to {use}.", f"What is {_an(thing)} used for?"),
            "question-place": (
                f"{capital(_an(thing))} is usually kept {place}.",
                f"Where is {_an(thing)} usually kept?",
            ),
            "false": (thing, f"{capital(_an(thing))} is used to {other[1]}."),
            "purpose": (f"{rng.choice(words('first name'))} took {_an(thing)}.", f"to {use}"),
            "advert": (f"{thing}, {material}", f"Buy our new {thing}! Made of {material}, perfect to {use}."),
            "facts": (_riddle(use, material, place), f"material: {material}\nplace: {place}\nuse: {use}"),
            "where-question": (f"Where do you look for {_an(thing)}?", capital(place) + "."),
            "without": (f"There is no {thing}.", f"Then nobody can {use}."),
        }[form]

    return demo


THING_FORMS = {
    "use": (
        "[a thing|an object|the name of an object]",
        "[say what it is used for|give its purpose]",
        "What is the thing used for?",
    ),
    "material": ("[a thing|an object]", "[say what it is made of|name its material]", "What is it made of?"),
    "place": (
        "[a thing|an object]",
        "[say where it is usually kept|name the place where one finds it]",
        "Where is it kept?",
    ),
    "from-use": (
        "a purpose",
        "[name a thing for this purpose|name the object that is used for it]",
        "Which thing is used for this?",
    ),
    "riddle": ("[a thing|an object]", "[write a riddle about it|describe it in one sentence without naming it]", ""),
    "solve": (
        "[a riddle|a description of a thing]",
        "[solve it|name the thing that is described|guess the thing]",
        "What is described?",
    ),
    "describe": (
        "a thing, its material and its use, separated by semicolons",
        "[describe the thing in one sentence|write a sentence with all the facts]",
        "",
    ),
    "claim": (
        "a claim about the use of a thing",
        "[say|decide] whether it is 'true' or 'false'",
        "Is the claim true or false?",
    ),
    "correct": ("a wrong claim about the use of a thing", "[correct it|write the true statement]", ""),
    "need": (
        "[what someone wants to do|a wish]",
        "[say what the person needs for it|recommend the right thing]",
        "What does the person need?",
    ),
    "choose": ("a question with four options", "[give the letter of the right option|choose the right option]", ""),
    "question": ("a statement about the use of a thing", "[write|ask] the question that it answers", ""),
    "question-place": ("a statement about where something is kept", "[write|ask] the question that it answers", ""),
    "false": (
        "[a thing|an object]",
        "[write a false statement about its use|claim that it is used for something that it is not used for]",
        "",
    ),
    "purpose": (
        "a sentence about someone who took a thing",
        "[guess what for|say for what purpose]",
        "What does the person want to do with it?",
    ),
    "advert": ("a thing and its material", "write [an advertisement|a line of advertising] for it", ""),
    "facts": ("a description of a thing", "[list|extract] material, place and use, one a line", ""),
    "where-question": ("a question about where something is", "[answer it|give the place]", ""),
    "without": ("a sentence that says what is missing", "[say|write] what nobody can do without it", ""),
}


def _cause_demo(form):
    def demo(rng):
        cause, effect = rng.choice(CAUSES)
        other = rng.choice([row for row in CAUSES if row[0] != cause])
        right = rng.random() < 0.5
        letters = [effect, other[1]] if right else [other[1], effect]
        pair = [cause, effect] if right else [effect, cause]
        return {
            "effect": (capital(cause) + ".", capital(effect) + "."),
            "cause": (capital(effect) + ".", capital(cause) + "."),
            "because": (f"{capital(cause)}. {capital(effect)}.", f"{capital(effect)} because {cause}."),
            "so": (f"{capital(cause)}. {capital(effect)}.", f"{capital(cause)}, so {effect}."),
            "since": (f"{capital(effect)} because {cause}.", f"Since {cause}, {effect}."),
            "split": (f"{capital(effect)} because {cause}.", f"cause: {cause}\neffect: {effect}"),
            "only-cause": (f"{capital(effect)} because {cause}.", cause),
            "only-effect": (f"{capital(cause)}, so {effect}.", effect),
            "why": (f"{capital(effect)} because {cause}.", "Why? Because " + cause + "."),
            "plausible": (
                f"{capital(cause)}, so {effect if right else other[1]}.",
                "plausible" if right else "implausible",
            ),
            "choose": (
                f"{capital(cause)}. What happened then?\nA: {letters[0]}\nB: {letters[1]}",
                "A" if right else "B",
            ),
            "which-is-cause": (f"1. {capital(pair[0])}.\n2. {capital(pair[1])}.", "1" if right else "2"),
            "order": (f"{capital(pair[0])}. / {capital(pair[1])}.", f"{capital(cause)}. {capital(effect)}."),
            "complete": (f"{capital(effect)} because ...", cause + "."),
            "complete-so": (f"{capital(cause)}, so ...", effect + "."),
            "if": (
                f"{capital(cause)}. {capital(effect)}.",
                f"If it is true that {cause}, it is no surprise that {effect}.",
            ),
        }[form]

    return demo


CAUSE_FORMS = {
    "effect": (
        "[a sentence about an event|an event]",
        "[write|give] [its effect|what happened because of it]",
        "What happened as a result?",
    ),
    "cause": (
        "[a sentence about an event|an event]",
        "[write|give] a [possible|likely] cause[ of it|]",
        "Why did it happen?",
    ),
    "because": ("two sentences, a cause and its effect", "[join|combine] them with 'because', the effect first", ""),
    "so": ("two sentences, a cause and its effect", "[join|combine] them with 'so', the cause first", ""),
    "since": ("a sentence with 'because'", "[rewrite it with 'since' at the beginning|begin it with 'since']", ""),
    "split": (
        "a sentence with a cause and an effect",
        "[write cause and effect on two lines|separate cause and effect on two lines], each with its name",
        "",
    ),
    "only-cause": ("a sentence with 'because'", "[extract|write only] the cause", "What is the cause?"),
    "only-effect": ("a sentence with 'so'", "[extract|write only] the effect", "What is the effect?"),
    "why": ("a sentence with 'because'", "[give the reason in the form 'Why? Because ...'|ask and answer why]", ""),
    "plausible": (
        "a cause and an alleged effect",
        "[say|judge] whether it is 'plausible' or 'implausible' that one followed from the other",
        "",
    ),
    "choose": (
        "an event and two continuations, A and B",
        "[choose|pick] the [more plausible|right] continuation",
        "What happened then, A or B?",
    ),
    "which-is-cause": (
        "two numbered sentences",
        "give the number of the one that is the cause of the other",
        "Which of the two is the cause?",
    ),
    "order": ("two sentences in any order", "write them in the order of time, the cause first", ""),
    "complete": ("an unfinished sentence that ends with 'because'", "[complete it|write the missing cause]", ""),
    "complete-so": ("an unfinished sentence that ends with 'so'", "[complete it|write the missing effect]", ""),
    "if": ("a cause and its effect", "join them in the form 'If it is true that ..., it is no surprise that ...'", ""),
}


def _register_demo(form):
    def demo(rng):
        casual, formal = rng.choice(REGISTERS)
        right = rng.random() < 0.5
        pair = (casual, formal) if right else (formal, casual)
        other = rng.choice([row for row in REGISTERS if row[0] != casual])
        return {
            "formal": (casual, formal),
            "casual": (formal, casual),
            "label": (pair[0], "casual" if right else "formal"),
            "choose": (f"A: {pair[0]}\nB: {pair[1]}", "B" if right else "A"),
            "choose-casual": (f"1: {pair[0]}\n2: {pair[1]}", "1" if right else "2"),
            "same": (f"{casual}\n{formal if right else other[1]}", "same" if right else "different"),
            "audience": (pair[0], "to a friend" if right else "to a stranger"),
            "both": (pair[0], f"casual: {casual}\nformal: {formal}"),
            "quote": (casual, f'At work one would say: "{formal}"'),
            "quote-casual": (formal, f'Among friends one would say: "{casual}"'),
        }[form]

    return demo


REGISTER_FORMS = {
    "formal": (
        "[a casual sentence|an informal remark]",
        "[rewrite it formally|make it formal|say it in formal language]",
        "",
    ),
    "casual": ("a formal sentence", "[rewrite it casually|make it informal|say it as one would to a friend]", ""),
    "label": ("a sentence", "[label|classify] its tone as 'casual' or 'formal'", "Is the tone casual or formal?"),
    "choose": (
        "two sentences, A and B",
        "[choose|give the letter of] the more formal one",
        "Which sentence is more formal?",
    ),
    "choose-casual": (
        "two numbered sentences",
        "give the number of the more casual one",
        "Which sentence is more casual?",
    ),
    "same": ("two sentences, one a line", "[write|answer] 'same' if they mean the same and 'different' if not", ""),
    "audience": ("a sentence", "[say|decide] whether one would say it 'to a friend' or 'to a stranger'", ""),
    "both": ("a sentence, casual or formal", "write it in both tones on two lines, the casual one first", ""),
    "quote": ("a casual remark", "[say|write] how one would put it at work, in quotation marks", ""),
    "quote-casual": ("a formal sentence", "[say|write] how one would put it among friends, in quotation marks", ""),
}


def _clause_demo(domain, form):
    def demo(rng):
        clause = draw_clause(rng, domain)
        second = draw_clause(rng, domain)
        if second.who == clause.who or second.verb == clause.verb:
            return "", ""
        return {
            "from-words": (
                ", ".join([clause.who, clause.verb, clause.what, clause.where]),
                clause.past(without=("when",)),
            ),
            "two-sentences": (
                f"{clause.who}: {past(clause.verb)} {clause.what}\n{second.who}: {past(second.verb)} {second.what}",
                f"{clause.past(without=('where', 'when'))} {second.past(without=('where', 'when'))}",
            ),
            "while": (
                f"{clause.past(without=('where', 'when'))} {second.past(without=('where', 'when'))}",
                f"{clause.core(without=('where', 'when'))} while {second.core(without=('where', 'when'))}.",
            ),
            "but-not": (
                f"{clause.past(without=('when',))} (not: {second.who})",
                f"{clause.core(without=('when',))}, but {second.who} did not.",
            ),
            "and-also": (
                f"{clause.past(without=('when',))} (also: {second.who})",
                f"{clause.core(without=('when',))}, and so did {second.who}.",
            ),
            "before": (
                f"1. {clause.core(without=('where', 'when'))}\n2. {second.core(without=('where', 'when'))}",
                f"{clause.core(without=('where', 'when'))} before {second.core(without=('where', 'when'))}.",
            ),
            "after": (
                f"1. {clause.core(without=('where', 'when'))}\n2. {second.core(without=('where', 'when'))}",
                f"{second.core(without=('where', 'when'))} after {clause.core(without=('where', 'when'))}.",
            ),
            "diary": (
                clause.past(without=("when",)),
                f"Dear diary, today I {past(clause.verb)} {clause.what} {clause.where}.",
            ),
            "news": (clause.past(), f"NEWS: {clause.headline()}"),
            "plan": (
                f"{clause.who}: {clause.verb} {clause.what}, {clause.where}",
                f"{clause.who} is going to {clause.verb} {clause.what} {clause.where}.",
            ),
            "advice": (f"{clause.verb} {clause.what}", f"You should {clause.verb} {clause.what}."),
            "forbid": (
                f"{clause.verb} {clause.what} {clause.where}",
                f"It is forbidden to {clause.verb} {clause.what} {clause.where}.",
            ),
            "why-not": (
                f"{clause.verb} {clause.what} {clause.where}",
                f"Why don't we {clause.verb} {clause.what} {clause.where}?",
            ),
            "thanks": (
                clause.past(without=("where", "when")),
                f"Thank you, {clause.who}! It was kind that you {past(clause.verb)} {clause.what}.",
            ),
            "excuse": (f"{clause.verb} {clause.what}", f"Sorry, I forgot to {clause.verb} {clause.what}."),
            "ask-permission": (
                f"{clause.verb} {clause.what} {clause.where}",
                f"May I {clause.verb} {clause.what} {clause.where}?",
            ),
            "doubt": (clause.past(), f"I doubt that {clause.core()}."),
            "surprise": (clause.past(), f"I am surprised that {clause.core()}."),
            "hearsay": (clause.past(), f"They say that {clause.core()}."),
            "certain": (clause.past(), f"It is certain that {clause.core()}."),
            "keywords": (clause.past(), f"{clause.who}, {clause.verb}, {clause.what}"),
            "telegram": (clause.past(), f"{clause.who} {past(clause.verb)} {clause.what} {clause.where} STOP".upper()),
            "reminder": (
                f"{clause.verb} {clause.what} {clause.where}",
                f"Don't forget to {clause.verb} {clause.what} {clause.where}!",
            ),
            "sms": (
                clause.past(without=("when",)),
                f"{past(clause.verb)} {clause.what} {clause.where}, love {clause.who}",
            ),
        }[form]

    return demo


CLAUSE_FORMS = {
    "from-words": ("a person, a verb, a thing and a place", "write a sentence in the past tense with all of them"),
    "two-sentences": ("two persons and what they did", "write a sentence about each"),
    "while": ("two sentences", "[join|combine] them with 'while'"),
    "but-not": ("a sentence and a person who did not do the same", "add that this person did not, with 'but'"),
    "and-also": ("a sentence and another person who did the same", "add the other person with 'and so did'"),
    "before": ("two numbered events", "[join|combine] them with 'before', in this order"),
    "after": ("two numbered events", "[join|combine] them with 'after', the later one first"),
    "diary": (
        "a sentence about someone",
        "write it as this person's diary entry of the same day, beginning with 'Dear diary'",
    ),
    "news": (
        "a sentence",
        "[make|write] a news line of it that begins with 'NEWS:', in the present tense and without the time",
    ),
    "plan": ("a person, an activity and a place", "[write|say] that the person is going to do it"),
    "advice": ("an activity", "[advise someone to do it|write it as advice with 'should']"),
    "forbid": ("an activity", "[forbid it|write a rule that forbids it]"),
    "why-not": ("an activity", "[propose it|suggest it] with 'Why don't we'"),
    "thanks": ("what someone has done", "thank the person for it by name"),
    "excuse": ("an activity", "apologize for having forgotten it"),
    "ask-permission": ("an activity", "[ask for permission to do it|ask whether you may do it]"),
    "doubt": ("a statement", "[express doubt about it|say that you doubt it]"),
    "surprise": ("a statement", "[express surprise about it|say that it surprises you]"),
    "hearsay": ("a statement", "[mark it as hearsay|report it as something people say]"),
    "certain": ("a statement", "[say that it is certain|stress that there is no doubt about it]"),
    "keywords": ("a sentence", "give three keywords: the person, the verb in its base form and the thing"),
    "telegram": ("a sentence", "write it as a telegram in capital letters, without the time, with STOP at the end"),
    "reminder": ("an activity", "write a reminder not to forget it"),
    "sms": ("a sentence about someone", "write it as a short text message signed by this person, with 'love'"),
}

_SCALES = {
    "tall": ("taller", "tallest", "shortest"),
    "old": ("older", "oldest", "youngest"),
    "fast": ("faster", "fastest", "slowest"),
    "strong": ("stronger", "strongest", "weakest"),
    "heavy": ("heavier", "heaviest", "lightest"),
}


def _order(scale, form):
    more, most, least = _SCALES[scale]

    def demo(rng):
        names = rng.sample(words("first name"), rng.randint(3, 4))
        facts = [f"{x} is {more} than {y}." for x, y in zip(names, names[1:])]
        i, j = sorted(rng.sample(range(len(names)), 2))
        flipped = rng.random() < 0.5
        claim = f"{names[j]} is {more} than {names[i]}." if flipped else f"{names[i]} is {more} than {names[j]}."
        rng.shuffle(facts)
        text = " ".join(facts)
        return {
            "most": (text, names[0]),
            "least": (text, names[-1]),
            "order": (text, " > ".join(names)),
            "claim": (f"{text}\nClaim: {claim}", "false" if flipped else "true"),
            "compare": (f"{text}\n{names[i]} or {names[j]}?", names[i]),
            "list": (text, joined(sorted(names))),
        }[form]

    do = {
        "most": f"[name|say] who is the {most}",
        "least": f"[name|say] who is the {least}",
        "order": f"[order|arrange] the persons from the {most} to the {least}, with '>' between them",
        "claim": "[check|judge] the claim: 'true' or 'false'",
        "compare": f"[say|decide] which of the two named persons is {more}",
        "list": "list the persons in alphabetical order, with 'and' before the last",
    }[form]
    return Task(
        given=f"[comparisons of several persons|statements about who is {more} than whom]",
        do=do,
        ask={"most": f"Who is the {most}?", "least": f"Who is the {least}?"}.get(form, ""),
        demo=demo,
    )


# Phrases after which "about cooking" reads well; the others are left without a subject.
_ABOUT_FITS = ("two sentences", "two numbered events", "a sentence", "an activity", "a statement")


def families():
    for form, (given, do, ask) in THING_FORMS.items():
        yield Family(
            f"writing/things/{form}", lambda rng, f=form, g=given, d=do, q=ask: Task(g, d, _thing_demo(f), ask=q)
        )
    for form, (given, do, ask) in CAUSE_FORMS.items():
        yield Family(
            f"writing/causes/{form}", lambda rng, f=form, g=given, d=do, q=ask: Task(g, d, _cause_demo(f), ask=q)
        )
    for form, (given, do, ask) in REGISTER_FORMS.items():
        yield Family(
            f"writing/tone/{form}", lambda rng, f=form, g=given, d=do, q=ask: Task(g, d, _register_demo(f), ask=q)
        )
    for domain in (None, *DOMAINS):
        for form, (given, do) in CLAUSE_FORMS.items():
            if domain and given not in _ABOUT_FITS:
                continue
            about = f"{given} about {ABOUT[domain]}" if domain else given
            yield Family(
                f"writing/event/{domain or 'any'}/{form}",
                lambda rng, c=domain, f=form, g=about, d=do: Task(g, d, _clause_demo(c, f)),
            )
    for scale in _SCALES:
        for form in ("most", "least", "order", "claim", "compare", "list"):
            yield Family(f"writing/order/{scale}/{form}", lambda rng, s=scale, f=form: _order(s, f))
