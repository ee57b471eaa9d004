"""English forms by rule, with the irregular ones listed: verbs, plurals, comparatives, number words."""

_IRREGULAR = """be was been|become became become|begin began begun|bite bit bitten|blow blew blown|break broke broken|bring brought brought|
build built built|buy bought bought|catch caught caught|choose chose chosen|come came come|cost cost cost|cut cut cut|dig dug dug|
do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|
find found found|fly flew flown|forget forgot forgotten|get got got|give gave given|go went gone|grow grew grown|hang hung hung|
have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|keep kept kept|know knew known|lead led led|leave left left|
lend lent lent|lose lost lost|make made made|meet met met|pay paid paid|put put put|read read read|ride rode ridden|ring rang rung|
run ran run|say said said|see saw seen|sell sold sold|send sent sent|shake shook shaken|sing sang sung|sit sat sat|sleep slept slept|
speak spoke spoken|spend spent spent|stand stood stood|steal stole stolen|sweep swept swept|swim swam swum|take took taken|
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|wake woke woken|wear wore worn|
win won won|write wrote written"""
IRREGULAR = {
    base: (past, part) for base, past, part in (entry.split() for entry in _IRREGULAR.replace("\n", "").split("|"))
}
# Verbs of one stressed short syllable, and those stressed on the last, that double their last consonant.
_DOUBLING = set(
    "plan stop drop grab chop wrap tap pat rub pack-up trim mop zip clap hug beg skip shop hop jog chat slip admit prefer plug scan cut dig get hit put run sit swim win begin forget knit".split()
)
_PLURALS = {
    "mouse": "mice",
    "goose": "geese",
    "sheep": "sheep",
    "deer": "deer",
    "moose": "moose",
    "elk": "elk",
    "bison": "bison",
    "fish": "fish",
    "foot": "feet",
    "tooth": "teeth",
    "man": "men",
    "woman": "women",
    "child": "children",
    "ox": "oxen",
    "knife": "knives",
    "wolf": "wolves",
    "shelf": "shelves",
    "leaf": "leaves",
    "loaf": "loaves",
    "calf": "calves",
    "half": "halves",
    "scarf": "scarves",
    "wife": "wives",
    "life": "lives",
    "thief": "thieves",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "hero": "heroes",
    "echo": "echoes",
    "mango": "mangoes",
    "buffalo": "buffaloes",
    "mosquito": "mosquitoes",
    "quiz": "quizzes",
    "bus": "buses",
    "octopus": "octopuses",
    "person": "people",
    "postman": "postmen",
    "salmon": "salmon",
    "trout": "trout",
    "cod": "cod",
    "aircraft": "aircraft",
    "series": "series",
    "cactus": "cacti",
    "crisis": "crises",
    "volcano": "volcanoes",
    "stomach": "stomachs",
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def _ends_with_y(word):
    return word.endswith("y") and len(word) > 1 and word[-2] not in "aeiou"


def third(base):
    """he/she/it form of the present."""
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if _ends_with_y(base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _regular_past(base):
    if base.endswith("e"):
        return base + "d"
    if _ends_with_y(base):
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


def past(base):
    return IRREGULAR[base][0] if base in IRREGULAR else _regular_past(base)


def participle(base):
    return IRREGULAR[base][1] if base in IRREGULAR else _regular_past(base)


def ing(base):
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if base in _DOUBLING else "") + "ing"


def plural(noun):
    head, _, last = noun.rpartition(" ")
    lead = head + " " if head else ""
    if last in _PLURALS:
        return lead + _PLURALS[last]
    if _ends_with_y(last):
        return lead + last[:-1] + "ies"
    return lead + last + ("es" if last.endswith(("s", "x", "z", "ch", "sh")) else "s")


def number_words(n):
    """0 <= n < 1,000,000 in words, American style."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_ONES[n // 100]} hundred" + (f" {number_words(n % 100)}" if n % 100 else "")
    return f"{number_words(n // 1000)} thousand" + (f" {number_words(n % 1000)}" if n % 1000 else "")


def ordinal(n):
    """1st, 2nd, 3rd, 4th, 11th …"""
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"


def comparative(adjective):
    """Comparative and superlative of a short regular adjective."""
    if adjective.endswith("e"):
        return adjective + "r", adjective + "st"
    if _ends_with_y(adjective):
        return adjective[:-1] + "ier", adjective[:-1] + "iest"
    short = (
        len(adjective) <= 4 and adjective[-1] in "gtnd" and adjective[-2] in "aeiou" and adjective[-3] not in "aeiou"
    )
    stem = adjective + adjective[-1] if short else adjective
    return stem + "er", stem + "est"


def joined(items, word="and"):
    """ "a", "a and b", "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" {word} {items[-1]}"
