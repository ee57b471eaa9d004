"""Families over stated conditions: a source of things x a condition x what is done with it (label, filter, count, …)."""

from dataclasses import dataclass
from typing import Callable

from .clause import DOMAINS, FRAMES, FUTURE_TIMES, draw_clause
from .english import third
from .family import Family, Task, say
from .lexicon import CATEGORIES, UNAMBIGUOUS, a
from .sentences import ABOUT


@dataclass(frozen=True)
class Source:
    """one, many: the noun; draw: rng -> a thing as text; listable: whether lists of it read well."""

    id: str
    one: str
    many: str
    draw: Callable
    listable: bool = True


@dataclass(frozen=True)
class Condition:
    """phrase: a verb phrase in the base form ("start with a vowel", "be even"); test: of the text."""

    phrase: str
    test: Callable

    def singular(self):
        verb, _, rest = self.phrase.partition(" ")
        return f"{third(verb)} {rest}".strip()

    def plural(self):
        return "are" + self.phrase[2:] if self.phrase.startswith("be ") else self.phrase

    def question(self, subject="it"):
        if self.phrase.startswith("be "):
            return f"Is {subject} {self.phrase[3:]}?"
        return f"Does {subject} {self.phrase}?"


def letters(text):
    return [c for c in text.lower() if c.isalpha()]


def is_prime(n):
    return n > 1 and all(n % k for k in range(2, int(n**0.5) + 1))


def _minutes(time):
    return int(time[:2]) * 60 + int(time[3:])


# id -> draws a condition. The first group is of words, the others of what their name says.
WORD_CONDITIONS = {
    "starts-vowel": lambda r: Condition("[start|begin] with a vowel", lambda t: letters(t)[0] in "aeiou"),
    "starts-consonant": lambda r: Condition("[start|begin] with a consonant", lambda t: letters(t)[0] not in "aeiou"),
    "ends-vowel": lambda r: Condition("end with a vowel", lambda t: letters(t)[-1] in "aeiou"),
    "ends-letter": lambda r: (lambda c: Condition(f"end with the letter '{c}'", lambda t: letters(t)[-1] == c))(
        r.choice("eryntl")
    ),
    "contains-letter": lambda r: (lambda c: Condition(f"contain the letter '{c}'", lambda t: c in t.lower()))(
        r.choice("aeiourtnslpc")
    ),
    "lacks-letter": lambda r: (lambda c: Condition(f"lack the letter '{c}'", lambda t: c not in t.lower()))(
        r.choice("aeiort")
    ),
    "longer": lambda r: (lambda n: Condition(f"have more than {n} letters", lambda t: len(letters(t)) > n))(
        r.randint(4, 7)
    ),
    "shorter": lambda r: (lambda n: Condition(f"have fewer than {n} letters", lambda t: len(letters(t)) < n))(
        r.randint(5, 7)
    ),
    "even-letters": lambda r: Condition("have an even number of letters", lambda t: len(letters(t)) % 2 == 0),
    "double-letter": lambda r: Condition(
        "contain a double letter (like the 'tt' in 'letter')",
        lambda t: any(x == y and x.isalpha() for x, y in zip(t.lower(), t.lower()[1:])),
    ),
    "first-half": lambda r: Condition("begin with a letter from A to M", lambda t: letters(t)[0] <= "m"),
    "two-vowels": lambda r: Condition(
        "contain exactly two vowels", lambda t: sum(c in "aeiou" for c in t.lower()) == 2
    ),
    "repeats-first": lambda r: Condition(
        "repeat the first letter later in the word", lambda t: letters(t).count(letters(t)[0]) > 1
    ),
}
NUMBER_CONDITIONS = {
    "even": lambda r: Condition("be even", lambda t: int(t) % 2 == 0),
    "odd": lambda r: Condition("be odd", lambda t: int(t) % 2 == 1),
    "multiple": lambda r: (lambda k: Condition(f"be divisible by {k}", lambda t: int(t) % k == 0))(r.randint(3, 7)),
    "greater": lambda r: (lambda k: Condition(f"be greater than {k}", lambda t: int(t) > k))(r.randint(20, 150)),
    "less": lambda r: (lambda k: Condition(f"be less than {k}", lambda t: int(t) < k))(r.randint(40, 160)),
    "between": lambda r: (
        lambda k: Condition(f"lie between {k} and {k + 70} (both included)", lambda t: k <= int(t) <= k + 70)
    )(r.randint(15, 110)),
    "ends-digit": lambda r: (lambda k: Condition(f"end with the digit {k}", lambda t: t[-1] == k))(
        r.choice("0123456789")
    ),
    "contains-digit": lambda r: (lambda k: Condition(f"contain the digit {k}", lambda t: k in t))(
        r.choice("123456789")
    ),
    "prime": lambda r: Condition("be prime", lambda t: is_prime(int(t))),
    "two-digits": lambda r: Condition("have exactly two digits", lambda t: len(t) == 2),
    "digit-sum": lambda r: (lambda k: Condition(f"have a digit sum above {k}", lambda t: sum(map(int, t)) > k))(
        r.randint(6, 11)
    ),
    "repeated-digit": lambda r: Condition("contain the same digit more than once", lambda t: len(set(t)) < len(t)),
}
TIME_CONDITIONS = {
    "morning": lambda r: Condition("be before noon", lambda t: _minutes(t) < 720),
    "evening": lambda r: Condition("be after six in the evening", lambda t: _minutes(t) > 1080),
    "before": lambda r: (lambda h: Condition(f"be earlier than {h:02d}:30", lambda t: _minutes(t) < h * 60 + 30))(
        r.randint(7, 17)
    ),
    "quarter": lambda r: Condition("be on the full hour", lambda t: t.endswith("00")),
}
PRICE_CONDITIONS = {
    "cheap": lambda r: (lambda k: Condition(f"be cheaper than ${k}", lambda t: float(t[1:]) < k))(r.randint(8, 35)),
    "dear": lambda r: (lambda k: Condition(f"cost more than ${k}", lambda t: float(t[1:]) > k))(r.randint(8, 35)),
    "ninety-nine": lambda r: Condition("end with 99 cents", lambda t: t.endswith(".99")),
    "whole": lambda r: Condition("be in whole dollars", lambda t: t.endswith(".00")),
}
TIME_WORDS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SENTENCE_CONDITIONS = {
    "question": lambda r: Condition("be a question", lambda t: t.endswith("?")),
    "negated": lambda r: Condition("be negated", lambda t: " not " in t or "didn't" in t.split(", didn't")[0]),
    "weekday": lambda r: Condition("mention a day of the week", lambda t: any(day in t for day in TIME_WORDS)),
    "weekend": lambda r: Condition("mention Saturday or Sunday", lambda t: "Saturday" in t or "Sunday" in t),
    "capitals": lambda r: Condition("be written in capital letters", str.isupper),
    "digit": lambda r: Condition("contain a digit", lambda t: any(c.isdigit() for c in t)),
    "will": lambda r: Condition("be about the future", lambda t: " will " in t),
    "article": lambda r: Condition("contain the word 'the'", lambda t: " the " in f" {t.lower()} "),
    "long": lambda r: (lambda n: Condition(f"have more than {n} words", lambda t: len(t.split()) > n))(r.randint(7, 9)),
    "exclamation": lambda r: Condition("end with an exclamation mark", lambda t: t.endswith("!")),
    "time-first": lambda r: Condition("contain a comma", lambda t: "," in t),
}


def _sentence(rng):
    form = rng.choice(["past", "past", "question", "negative", "time_first", "future", "shout", "never"])
    if form == "future":
        return draw_clause(rng, times=FUTURE_TIMES).future()
    clause = draw_clause(rng)
    if form == "shout":
        return clause.core() + "!" if rng.random() < 0.5 else clause.past().upper()
    return getattr(clause, form)()


def _number(rng):
    return str(rng.randint(1, 99) if rng.random() < 0.5 else rng.randint(100, 250))


def _category(name):
    """Words of a category beside words of others: the condition is to name one of it."""
    others = [c for c in UNAMBIGUOUS if c != name]

    def draw(rng):
        return rng.choice(UNAMBIGUOUS[name] if rng.random() < 0.5 else UNAMBIGUOUS[rng.choice(others)])

    inside = frozenset(UNAMBIGUOUS[name])
    return draw, Condition(f"name {a(name)}", lambda t: t in inside)


WORD_SOURCES = [
    "animal",
    "fruit",
    "vegetable",
    "job",
    "city",
    "first name",
    "tool",
    "sport",
    "drink",
    "flower",
    "building",
    "item of clothing",
]
# Categories whose words could be taken for another's, so that membership is not a plain fact.
_VAGUE = {
    "abstract idea",
    "feeling",
    "weather word",
    "kitchen item",
    "stationery item",
    "toy",
    "dish",
    "baked good",
    "first name",
    "piece of furniture",
    "spice",
    "animal",
    "gemstone",
    "color",
    "room",
    "building",
    "landform",
    "shape",
    "metal",
    "fruit",
    "vegetable",
    "tree",
    "flower",
    "tool",
}


def _pairs():
    """(source, condition id, draw of the condition)"""
    for name in WORD_SOURCES:
        category = CATEGORIES[name]
        source = Source(f"word/{name}", category.one, category.many, lambda rng, w=category.words: rng.choice(w))
        yield from ((source, key, draw) for key, draw in WORD_CONDITIONS.items())
    number = Source("number", "number", "numbers", _number)
    yield from ((number, key, draw) for key, draw in NUMBER_CONDITIONS.items())
    time = Source(
        "time",
        "time of day",
        "times of day",
        lambda rng: f"{rng.randint(0, 23):02d}:{rng.choice(['00', '15', '30', '45', '05', '20', '50'])}",
    )
    yield from ((time, key, draw) for key, draw in TIME_CONDITIONS.items())
    price = Source(
        "price",
        "price",
        "prices",
        lambda rng: f"${rng.randint(1, 45)}.{rng.choice(['99', '50', '00', '25', '75', '49'])}",
    )
    yield from ((price, key, draw) for key, draw in PRICE_CONDITIONS.items())
    sentence = Source("sentence", "sentence", "sentences", _sentence, False)
    yield from ((sentence, key, draw) for key, draw in SENTENCE_CONDITIONS.items())
    for domain in DOMAINS:
        # About a domain: by the verb frame it was made from, which the text alone shows.
        def draw(rng, d=domain):
            chosen = d if rng.random() < 0.5 else rng.choice([x for x in DOMAINS if x != d])
            return draw_clause(rng, chosen).past()

        yield (
            Source(f"about/{domain}", "sentence", "sentences", draw, False),
            "about",
            lambda rng, d=domain: Condition(f"be about {ABOUT[d]}", _about(d)),
        )
    for name in CATEGORIES:
        if name not in _VAGUE:
            draw, condition = _category(name)
            yield Source(f"kind/{name}", "word", "words", draw), "kind", lambda rng, c=condition: c


def _about(domain):
    ends = [(o, p) for f in FRAMES if f.domain == domain for o in f.objects for p in f.places]
    return lambda text: any(f" {o} {p} " in text or text.endswith(f" {o} {p}.") for o, p in ends)


LABELS = [
    ("yes", "no"),
    ("Yes", "No"),
    ("true", "false"),
    ("True", "False"),
    ("A", "B"),
    ("1", "0"),
    ("positive", "negative"),
    ("keep", "drop"),
    ("accept", "reject"),
    ("pass", "fail"),
    ("in", "out"),
    ("match", "no match"),
    ("left", "right"),
    ("red", "green"),
    ("X", "Y"),
    ("good", "bad"),
    ("hit", "miss"),
    ("valid", "invalid"),
    ("group one", "group two"),
    ("correct", "incorrect"),
    ("first", "other"),
    ("alpha", "beta"),
    ("on", "off"),
    ("plus", "minus"),
    ("yes, it does", "no, it does not"),
    ("agree", "disagree"),
    ("foo", "bar"),
    ("open", "closed"),
    ("sun", "moon"),
    ("cat", "dog"),
    ("allowed", "forbidden"),
    ("+", "-"),
    ("north", "south"),
    ("up", "down"),
]


def _balanced(rng, source, condition, wanted):
    """A thing for which the condition holds or does not, as wanted; None where none was found."""
    for _ in range(60):
        thing = source.draw(rng)
        if condition.test(thing) == wanted:
            return thing
    return None


def _mixed(rng, source, condition, least=1):
    """Four to eight different things of which some meet the condition and some do not."""
    things = []
    for i in range(rng.randint(4, 8)):
        thing = _balanced(rng, source, condition, rng.random() < 0.5 if i > 1 else i == 0)
        if thing is not None and thing not in things:
            things.append(thing)
    rng.shuffle(things)
    return things


def _label(rng, source, condition):
    yes, no = rng.choice([pair for pair in LABELS if "does" not in pair[0] or not condition.phrase.startswith("be ")])
    it = f"[the {source.one}|it]"

    def demo(rng):
        wanted = rng.random() < 0.5
        thing = _balanced(rng, source, condition, wanted)
        return (thing or "", yes if wanted else no)

    does = condition.singular()
    do = f"[answer|write|say|output|respond with|label {it}] '{yes}' if {it} {does}[ and '{no}' otherwise|, and '{no}' otherwise|, otherwise '{no}'|, or '{no}' if not|, else '{no}']"
    return Task(
        given=f"[{a(source.one)}|one {source.one}]",
        do=do,
        answer=f"[either|] '{yes}' or '{no}'",
        ask=f"{condition.question(f'the {source.one}')} [Answer|Write] '{yes}' [for yes|if so] and '{no}' [for no|if not].",
        demo=demo,
        notes=[f"[Label|Classify] the input as '{yes}' or '{no}'."],
    )


def _labelled(rng, source, condition):
    """Classification with the labels listed first, then explained."""
    yes, no = rng.choice(LABELS[6:])
    first, second = (yes, no) if rng.random() < 0.5 else (no, yes)

    def demo(rng):
        wanted = rng.random() < 0.5
        return (_balanced(rng, source, condition, wanted) or "", yes if wanted else no)

    rule = rng.choice(
        [
            f"'{yes}' means that the {source.one} {condition.singular()}[,|;] '{no}' [stands for everything else|is for all other cases]",
            f"[Use|Choose|Pick] '{yes}' when the {source.one} {condition.singular()} and '{no}' [in all other cases|in every other case]",
        ]
    )
    return Task(
        given=f"{a(source.one)}",
        do=f"[classify|label|categorize] [the {source.one}|it] as '{first}' or '{second}'",
        rules=[rule + "."],
        answer=f"[one of two labels|one label]: '{first}' or '{second}'",
        demo=demo,
        title=f"[Two|Binary] [classes|labels|classification] of {source.many}: '{first}' or '{second}'",
    )


def _keep(rng, source, condition, keep=True):
    separator = ", " if source.listable else "\n"

    def demo(rng):
        things = _mixed(rng, source, condition)
        return separator.join(things), separator.join(t for t in things if condition.test(t) == keep) or "none"

    verb = (
        "[keep|write|list|select|extract|find|return] [only|all|] the [ones|" + source.many + "]"
        if keep
        else f"[remove|delete|drop|throw out|leave out] [all|] [the|] {source.many}"
    )
    return Task(
        given=f"[a list of {source.many}|some {source.many}|several {source.many}]",
        do=f"{verb} that {condition.plural()}",
        ask=f"Which {source.many} {condition.plural()}?" if keep else "",
        answer=f"[the remaining|a list of] {source.many}",
        demo=demo,
    )


def _count(rng, source, condition):
    separator = ", " if source.listable else "\n"

    def demo(rng):
        things = _mixed(rng, source, condition)
        return separator.join(things), str(sum(map(condition.test, things)))

    return Task(
        given=f"[a list of {source.many}|some {source.many}]",
        do=f"[count|give the number of] the {source.many} that {condition.plural()}",
        ask=f"How many [of the|] {source.many} {condition.plural()}?",
        answer="a number",
        demo=demo,
    )


def _first(rng, source, condition):
    separator = ", " if source.listable else "\n"

    def demo(rng):
        things = _mixed(rng, source, condition)
        return separator.join(things), next(filter(condition.test, things), "none")

    return Task(
        given=f"[a list of {source.many}|some {source.many}]",
        do=f"[find|write|give] the first {source.one} that {condition.singular()}",
        ask=f"Which is the first {source.one} that {condition.singular()}?",
        answer=f"one {source.one}",
        demo=demo,
    )


def _all(rng, source, condition):
    yes, no = rng.choice(LABELS[:6])

    def demo(rng):
        wanted = rng.random() < 0.5
        things = [_balanced(rng, source, condition, True) for _ in range(rng.randint(2, 4))]
        if not wanted:
            things[rng.randrange(len(things))] = _balanced(rng, source, condition, False)
        return (
            ", ".join(things) if None not in things and len(set(things)) == len(things) else "",
            yes if wanted else no,
        )

    return Task(
        given=f"[a list of {source.many}|a few {source.many}]",
        do=f"[say|write|answer] '{yes}' if all the {source.many} {condition.plural()} and '{no}' otherwise",
        ask=f"Is it true that all the {source.many} {condition.plural()}? [Answer|Reply] '{yes}' or '{no}'.",
        answer=f"'{yes}' or '{no}'",
        demo=demo,
    )


def _any(rng, source, condition):
    yes, no = rng.choice(LABELS[:6])

    def demo(rng):
        wanted = rng.random() < 0.5
        things = [_balanced(rng, source, condition, False) for _ in range(rng.randint(2, 4))]
        if wanted:
            things[rng.randrange(len(things))] = _balanced(rng, source, condition, True)
        return (
            ", ".join(things) if None not in things and len(set(things)) == len(things) else "",
            yes if wanted else no,
        )

    return Task(
        given=f"[a list of {source.many}|a few {source.many}]",
        do=f"[say|write|answer] '{yes}' if [at least one|any] of the {source.many} {condition.singular()} and '{no}' otherwise",
        ask=f"Is there [any|at least one|a] {source.one} that {condition.singular()}? [Answer|Reply] '{yes}' or '{no}'.",
        answer=f"'{yes}' or '{no}'",
        demo=demo,
    )


def _split(rng, source, condition):
    def demo(rng):
        things = _mixed(rng, source, condition)
        chosen = [t for t in things if condition.test(t)]
        others = [t for t in things if not condition.test(t)]
        return ", ".join(things), (", ".join(chosen) or "none") + " | " + (", ".join(others) or "none")

    return Task(
        given=f"[a list of {source.many}|some {source.many}]",
        do=f"[split|divide] them into two groups: first those that {condition.plural()}, then[, after a vertical bar,| after a vertical bar] [the rest|the others]",
        answer="two groups with a bar between them",
        demo=demo,
    )


def _choose(rng, source, condition):
    """Two things of which one meets the condition: which?"""
    by_place = rng.random() < 0.4

    def demo(rng):
        hit, other = _balanced(rng, source, condition, True), _balanced(rng, source, condition, False)
        if hit is None or other is None:
            return "", ""
        swapped = rng.random() < 0.5
        pair = (other, hit) if swapped else (hit, other)
        joint = " or " if source.listable else "\n"
        return (f"A: {pair[0]}\nB: {pair[1]}", "B" if swapped else "A") if by_place else (joint.join(pair), hit)

    answer = "[A or B|the letter of the right one]" if by_place else f"one of the two {source.many}"
    return Task(
        given=f"two {source.many}" + (", A and B" if by_place else ""),
        do=f"[choose|pick|select|give|write] [the one|the {source.one}] that {condition.singular()}"
        + (" by its letter" if by_place else ""),
        ask=f"Which of the two {condition.singular()}?",
        answer=answer,
        demo=demo,
    )


def _settled(rng, source, draw):
    """A condition that holds for some things of the source and not for others, its wording chosen, so that all of a definition agrees."""
    for _ in range(12):
        condition = draw(rng)
        held = {thing: condition.test(thing) for thing in (source.draw(rng) for _ in range(40))}
        if 3 <= sum(held.values()) <= len(held) - 3:
            break
    return Condition(say(rng, condition.phrase), condition.test)


FORMS = {
    "label": _label,
    "classes": _labelled,
    "keep": _keep,
    "remove": lambda r, s, c: _keep(r, s, c, False),
    "count": _count,
    "first": _first,
    "all": _all,
    "any": _any,
    "split": _split,
    "choose": _choose,
}
FOR_SENTENCES = ("label", "classes", "choose", "keep", "count")


def families():
    for source, key, condition in _pairs():
        for form, build in FORMS.items():
            if source.listable or form in FOR_SENTENCES:
                yield Family(
                    f"conditions/{source.id}/{key}/{form}",
                    lambda rng, b=build, s=source, c=condition: b(rng, s, _settled(rng, s, c)),
                )
