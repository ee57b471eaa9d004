"""Families over what words name: category labels, odd ones out, choices, membership in text, word forms."""

import re

from .clause import FRAMES
from .english import comparative, ing, participle, past, plural, third
from .family import Family, Task
from .lexicon import CATEGORIES, UNAMBIGUOUS, a, article, words

# Categories that no word of another one could be taken for.
CLEAR = (
    "animal",
    "job",
    "city",
    "body part",
    "vehicle",
    "musical instrument",
    "item of clothing",
    "month",
    "weekday",
    "family member",
    "piece of furniture",
    "sport",
    "school subject",
    "drink",
    "fabric",
    "color",
    "building",
    "first name",
)


def _several(rng, least=2, most=5):
    return rng.sample(CLEAR, rng.randint(least, most))


STYLES = ("name", "capital", "letter", "number", "plural")


def _names(style, categories):
    """Label of each category: its name, or letters or numbers that the definition explains."""
    labels = {
        "name": lambda i, c: c,
        "capital": lambda i, c: c.upper(),
        "letter": lambda i, c: "ABCDE"[i],
        "number": lambda i, c: str(i + 1),
        "plural": lambda i, c: CATEGORIES[c].many,
    }[style]
    named = {c: labels(i, c) for i, c in enumerate(categories)}
    explained = (
        "; ".join(f"{label}: {CATEGORIES[c].many}" for c, label in named.items())
        if style in ("letter", "number")
        else ", ".join(named.values())
    )
    return named, explained


def _classify(rng, style):
    categories = _several(rng)
    named, explained = _names(style, categories)

    def demo(rng):
        category = rng.choice(categories)
        return f"Word: {rng.choice(UNAMBIGUOUS[category])}", named[category]

    return Task(
        given="[a word|a single word|one word]",
        do="[classify it|assign it to its class|say which kind of thing it names|label it with its category]",
        rules=[f"[The classes are|Possible labels|Use one of these labels|Choose from]: {explained}."],
        ask="[To which class does the word belong|Which label fits the word]?",
        answer="[one label|one of the labels]",
        demo=demo,
    )


def _classify_list(rng, style):
    categories = _several(rng, 2, 4)
    named, explained = _names(style, categories)

    def demo(rng):
        category = rng.choice(categories)
        return ", ".join(rng.sample(UNAMBIGUOUS[category], 3)), named[category]

    return Task(
        given="[three words of one kind|words that belong together|a short list]",
        do="[name what they have in common|give the class of the words|label the list]",
        rules=[f"[The classes are|Choose from|Labels]: {explained}."],
        ask="What do the words have in common?",
        answer="one label",
        demo=demo,
    )


def _odd_one(rng, by_letter):
    def demo(rng):
        main, other = rng.sample(CLEAR, 2)
        items = rng.sample(UNAMBIGUOUS[main], 3)
        odd = rng.choice(UNAMBIGUOUS[other])
        place = rng.randint(0, 3)
        items.insert(place, odd)
        if by_letter:
            return "\n".join(f"{letter}. {item}" for letter, item in zip("abcd", items)), "abcd"[place]
        return ", ".join(items), odd

    return Task(
        given="[four words|a list of four words]",
        do="[find the odd one out|name the word that does not belong to the others|pick the word of another kind]"
        + (" by its letter" if by_letter else ""),
        ask="Which word is the odd one out?" if not by_letter else "Which letter has the odd one out?",
        answer="one word" if not by_letter else "a letter",
        demo=demo,
    )


def _odd_reason(rng):
    def demo(rng):
        main, other = rng.sample(CLEAR, 2)
        items = rng.sample(UNAMBIGUOUS[main], 3)
        odd = rng.choice(UNAMBIGUOUS[other])
        items.insert(rng.randint(0, 3), odd)
        return ", ".join(items), f"{odd}, because the others are {CATEGORIES[main].many}"

    return Task(
        given="four words",
        do="[name the odd one out and say why|find the word that does not belong and give the reason]",
        answer="a word and a reason",
        demo=demo,
    )


def _filler(category):
    return [w for c in CLEAR if c != category for w in UNAMBIGUOUS[c]]


_SPOKEN = [
    "Yesterday {n} talked about {x} and {y}.",
    "On the list there were {x}, {y} and {z}.",
    "{n} drew {x} next to {y}.",
    "I dreamed of {x}, and {n} dreamed of {y}.",
    "The poster shows {x}, {y} and {z}.",
    "The word of the day was {x}, not {y}.",
    "In the first line it says {x}; in the second {y}.",
    "{n} thought of {x} at first, then of {y}.",
    "Somebody wrote {x} on the board, and below it {y} and {z}.",
]


def _mentioned(rng, category, form):
    inside = UNAMBIGUOUS[category]

    def demo(rng):
        template = rng.choice(_SPOKEN)
        slots = [s for s in "xyz" if "{" + s + "}" in template]
        count = rng.randint(0 if form in ("any", "count") else 1, len(slots))
        chosen = rng.sample(inside, count) + rng.sample(_filler(category), len(slots) - count)
        rng.shuffle(chosen)
        hits = [w for w in chosen if w in inside]
        name = rng.choice(words("first name")) if category != "first name" else "somebody"
        text = template.format(n=name, **dict(zip(slots, chosen)))
        text = text[0].upper() + text[1:]
        return text, {
            "list": ", ".join(hits),
            "count": str(len(hits)),
            "any": "yes" if hits else "no",
            "first": hits[0] if hits else "",
            "mark": _marked(text, hits),
            "mask": _masked(text, hits, category),
        }[form]

    one, many = CATEGORIES[category].one, CATEGORIES[category].many
    do = {
        "list": f"[list|extract|find|write] [all|] the {many} [that are mentioned|in it|it mentions]",
        "count": f"count the {many} [in it|that are mentioned]",
        "any": f"[say|answer] 'yes' if it mentions {a(one)} and 'no' otherwise",
        "first": f"[find|write|extract] the first {one} [that is mentioned|in it]",
        "mark": f"[put stars around|mark with stars] every {one}, like *this*",
        "mask": f"[replace|exchange] every {one} by the word {_tag(category)}",
    }[form]
    ask = {
        "list": f"Which {many} are mentioned?",
        "count": f"How many {many} are mentioned?",
        "any": f"Is {a(one)} mentioned? Answer 'yes' or 'no'.",
        "first": f"Which {one} is mentioned first?",
    }.get(form, "")
    return Task(
        given="[a sentence|a short text]",
        do=do,
        ask=ask,
        demo=demo,
        title=f"[{many} in a sentence|Find the {many}]" if form == "list" else "",
    )


def _tag(category):
    return category.upper().replace(" ", "_")


def _marked(text, hits):
    for hit in hits:
        text = text.replace(hit, f"*{hit}*", 1)
    return text


def _masked(text, hits, category):
    for hit in hits:
        text = text.replace(hit, _tag(category), 1)
    return text


def _choice_of(rng, category):
    def demo(rng):
        right = rng.choice(UNAMBIGUOUS[category])
        options = [right] + rng.sample(_filler(category), 3)
        rng.shuffle(options)
        return "\n".join(f"({letter}) {o}" for letter, o in zip("ABCD", options)), "ABCD"[options.index(right)]

    one = CATEGORIES[category].one
    return Task(
        given="[four options|a list of options A to D]",
        do=f"[choose|pick|give the letter of] the option that is {a(one)}",
        ask=f"Which option is {a(one)}?",
        answer="a letter",
        demo=demo,
    )


def _same_kind(rng):
    yes, no = rng.choice([("same", "different"), ("yes", "no"), ("1", "0"), ("true", "false")])

    def demo(rng):
        first, second = rng.sample(CLEAR, 2)
        same = rng.random() < 0.5
        pair = (
            rng.sample(UNAMBIGUOUS[first], 2)
            if same
            else [rng.choice(UNAMBIGUOUS[first]), rng.choice(UNAMBIGUOUS[second])]
        )
        return " and ".join(pair), yes if same else no

    return Task(
        given="two words",
        do=f"[write|answer|say] '{yes}' if both [name the same kind of thing|belong to the same category] and '{no}' [otherwise|if not]",
        answer=f"'{yes}' or '{no}'",
        demo=demo,
    )


def _analogy(rng):
    def demo(rng):
        category, other = rng.sample(CLEAR, 2)
        return f"{rng.choice(UNAMBIGUOUS[category])} : {category} = {rng.choice(UNAMBIGUOUS[other])} : ?", other

    return Task(
        given="[an incomplete analogy|an analogy with a question mark]",
        do="[complete it|replace the question mark|write what belongs in the place of the question mark]",
        answer="the missing word",
        demo=demo,
    )


def _group(rng):
    def demo(rng):
        first, second = rng.sample(CLEAR, 2)
        items = rng.sample(UNAMBIGUOUS[first], rng.randint(2, 3)) + rng.sample(UNAMBIGUOUS[second], rng.randint(2, 3))
        rng.shuffle(items)
        inside = [w for w in items if w in UNAMBIGUOUS[first]]
        return (
            ", ".join(items),
            f"{CATEGORIES[first].many}: {', '.join(inside)}\n{CATEGORIES[second].many}: {', '.join(w for w in items if w not in inside)}"
            if items[0] in inside
            else "",
        )

    return Task(
        given="[a mixed list of two kinds of things|words of two kinds]",
        do="[sort them into two lines by kind|group them by kind], each line with the name of the kind first, beginning with the kind of the first word",
        answer="two lines",
        demo=demo,
    )


_NOUN_SOURCES = (
    "animal",
    "fruit",
    "vegetable",
    "tool",
    "piece of furniture",
    "kitchen item",
    "stationery item",
    "vehicle",
    "flower",
    "musical instrument",
    "building",
    "job",
    "bird",
    "insect",
    "baked good",
    "toy",
)
_PLURAL_ALREADY = {
    "scissors",
    "pliers",
    "noodles",
    "jeans",
    "shorts",
    "trousers",
    "pajamas",
    "chopsticks",
    "glue",
    "bread",
    "gingerbread",
    "chard",
    "kale",
    "spinach",
    "broccoli",
    "garlic",
    "celery",
    "asparagus",
    "lettuce",
    "fennel",
    "shortbread",
    "cauliflower",
    "iris",
}
_SHORT_ADJECTIVES = "tall small big hot thin happy easy heavy light clean dark fast slow cheap rich poor loud quiet young old strong weak warm cold wide deep long short busy lazy funny dirty wet sad brave large nice safe late rude wise kind sharp soft hard bright early noisy ugly pretty hungry thirsty sunny cloudy windy simple gentle".split()
_VERBS = tuple(
    dict.fromkeys(
        [f.verb for f in FRAMES]
        + "walk jump laugh dance talk cry carry study hurry arrive close open push pull climb follow answer ask look wait work live move help start finish visit travel smile shout try hope like love use share save change order listen plan drop hug chat run swim sit speak think eat drink sleep give go come see know meet ride fly throw stand wear tell keep hold begin ring".split()
    )
)


def _nouns(category):
    return [w for w in words(category) if w not in _PLURAL_ALREADY]


def _for_each(do):
    """The same instruction for several nouns."""
    several = re.sub(r"\bit\b", "each of them", do, count=1)
    return several if several != do else do + ", for each"


def _noun_form(rng, category, form):
    pool = _nouns(category)
    count = rng.choice([1, 1, 2, 3])
    spell = {
        "plural": plural,
        "article": a,
        "the": lambda w: f"the {w}",
        "two": lambda w: f"two {plural(w)}",
        "many": lambda w: f"many {plural(w)}",
        "which-article": article,
        "this": lambda w: f"this {w} / these {plural(w)}",
        "there": lambda w: f"There is {a(w)}.",
        "singular": lambda w: w,
        "have": lambda w: f"I have {a(w)}.",
        "no": lambda w: f"no {w}",
        "my": lambda w: f"my {w} and your {w}",
        "question": lambda w: f"Is this {a(w)}?",
        "where": lambda w: f"Where is the {w}?",
    }[form]
    do = {
        "plural": "[write|give|form] the plural",
        "article": "[write it with|put before it] the [right|correct] indefinite article, a or an",
        "the": "write it with the definite article",
        "two": "[write|say] two of them [with a number word|, with the number as a word]",
        "many": "[write 'many' and the plural|use it after 'many']",
        "which-article": "[say|write] only the article it takes: a or an",
        "this": "write it after 'this' and its plural after 'these', with a slash between",
        "there": "[write|form] a sentence with 'There is'",
        "singular": "[write|give|form] the singular",
        "have": "[write|form] a sentence that says that you have one",
        "no": "write it after the word 'no'",
        "my": "say that there is mine and yours, with 'my' and 'your'",
        "question": "ask whether this is one",
        "where": "ask where it is",
    }[form]

    def demo(rng):
        chosen = rng.sample(pool, count)
        given = [plural(w) if form == "singular" else w for w in chosen]
        joint = ", " if form not in ("there", "have", "question", "where") else " "
        return ", ".join(given), joint.join(map(spell, chosen))

    one = CATEGORIES[category].one
    given = (
        f"[{a(one)}|the name of {a(one)}|a noun]"
        if count == 1
        else f"[{CATEGORIES[category].many}|some {CATEGORIES[category].many}|a few nouns]"
    )
    return Task(
        given=("the plural of a noun" if count == 1 else "nouns in the plural") if form == "singular" else given,
        do=do if count == 1 else _for_each(do),
        demo=demo,
    )


_VERB_FORMS = {
    "past": ("[write|give] the past tense", past),
    "ing": ("[write|give] the -ing form", ing),
    "third": ("[write|give] the form that goes with 'she'", third),
    "participle": ("[write|give] the past participle", participle),
    "will": ("write it in the future, with 'I will'", lambda v: f"I will {v}"),
    "three": (
        "[write|give] its three forms: base, past and participle, separated by dashes",
        lambda v: f"{v} - {past(v)} - {participle(v)}",
    ),
    "dont": ("[write|make] a negative command with it", lambda v: f"Don't {v}!"),
    "he": ("[write|use] it with 'he' in the present tense", lambda v: f"he {third(v)}"),
    "am": ("[write|say] that you are doing it right now", lambda v: f"I am {ing(v)}"),
    "have": ("[write|use] it in the perfect with 'we have'", lambda v: f"we have {participle(v)}"),
    "yesterday": ("[write|say] that they did it yesterday", lambda v: f"They {past(v)} yesterday."),
    "like": ("[write|say] that you like doing it", lambda v: f"I like {ing(v)}."),
}
_ADJECTIVE_FORMS = {
    "comparative": ("[write|give] the comparative", lambda w: comparative(w)[0]),
    "superlative": ("[write|give] the superlative", lambda w: comparative(w)[1]),
    "than": ("say that something is more so than before", lambda w: f"{comparative(w)[0]} than before"),
    "the-most": ("[write|use] its superlative with 'the'", lambda w: f"the {comparative(w)[1]}"),
    "all": (
        "[write|give] its three degrees, separated by commas",
        lambda w: f"{w}, {comparative(w)[0]}, {comparative(w)[1]}",
    ),
    "very": ("[strengthen it|make it stronger] with 'very'", lambda w: f"very {w}"),
    "not": ("[negate it|deny it] with 'not'", lambda w: f"not {w}"),
    "as": ("put it between 'as' and 'as'", lambda w: f"as {w} as"),
}


def _form(pool, word, do, function):
    def demo(rng):
        chosen = rng.choice(pool)
        return f"{word}: {chosen}", function(chosen)

    return Task(given=f"[{a(word)}|{a('English ' + word)}]", do=do, demo=demo)


_GENERAL = {
    "odd-one-out": lambda r: _odd_one(r, False),
    "odd-by-letter": lambda r: _odd_one(r, True),
    "odd-with-reason": _odd_reason,
    "same-kind": _same_kind,
    "analogy": _analogy,
    "group": _group,
}


def families():
    for name, build in _GENERAL.items():
        yield Family(f"topics/{name}", build)
    for style in STYLES:
        yield Family(f"topics/classify/{style}", lambda rng, s=style: _classify(rng, s))
        yield Family(f"topics/classify-list/{style}", lambda rng, s=style: _classify_list(rng, s))
    for category in CLEAR:
        for form in ("list", "count", "any", "first", "mark", "mask"):
            yield Family(f"topics/mentioned/{category}/{form}", lambda rng, c=category, f=form: _mentioned(rng, c, f))
        yield Family(f"topics/choice/{category}", lambda rng, c=category: _choice_of(rng, c))
    for category in _NOUN_SOURCES:
        for form in (
            "plural",
            "article",
            "the",
            "two",
            "many",
            "which-article",
            "this",
            "there",
            "singular",
            "have",
            "no",
            "my",
            "question",
            "where",
        ):
            yield Family(f"topics/noun/{category}/{form}", lambda rng, c=category, f=form: _noun_form(rng, c, f))
    for form, (do, function) in _VERB_FORMS.items():
        yield Family(f"topics/verb/{form}", lambda rng, d=do, f=function: _form(_VERBS, "verb", d, f))
    for form, (do, function) in _ADJECTIVE_FORMS.items():
        yield Family(
            f"topics/adjective/{form}", lambda rng, d=do, f=function: _form(_SHORT_ADJECTIVES, "adjective", d, f)
        )
