"""Families over the letters of one word or phrase: sources x operations."""

from .family import Family, Task
from .lexicon import CATEGORIES, a

VOWELS = "aeiou"


def is_vowel(letter):
    return letter.lower() in VOWELS


def caesar(word, shift):
    return "".join(
        chr((ord(c) - 97 + shift) % 26 + 97)
        if c.islower()
        else chr((ord(c) - 65 + shift) % 26 + 65)
        if c.isupper()
        else c
        for c in word
    )


def runs_doubled(word):
    return "".join(c * 2 for c in word)


def alternate_case(word):
    return "".join(c.upper() if i % 2 == 0 else c.lower() for i, c in enumerate(word))


def pig_latin(word):
    for i, letter in enumerate(word):
        if is_vowel(letter):
            return word + "way" if i == 0 else word[i:] + word[:i] + "ay"
    return word + "ay"


# id, imperative, question (or ""), function. WORD stands for "the word" or "the animal".
PLAIN = [
    (
        "reverse",
        "[write|spell] WORD backwards",
        "[How is WORD spelled backwards|What do you get if you read WORD from right to left]?",
        lambda w: w[::-1],
    ),
    ("upper", "[write|print|put] WORD in [capital letters|upper case|all caps]", "", str.upper),
    ("capital", "[write WORD with a capital first letter|capitalize WORD]", "", lambda w: w[:1].upper() + w[1:]),
    (
        "first-letter",
        "[write|give|return|name] the first letter of WORD",
        "[Which letter does WORD start with|What is the first letter of WORD]?",
        lambda w: w[0],
    ),
    (
        "last-letter",
        "[write|give|return|name] the last letter of WORD",
        "[Which letter does WORD end with|What is the last letter of WORD]?",
        lambda w: w[-1],
    ),
    (
        "first-and-last",
        "[write|give] the first and the last letter of WORD, [without a space|joined together]",
        "",
        lambda w: w[0] + w[-1],
    ),
    (
        "length",
        "[count|give the number of|say how many there are of] the letters in WORD",
        "How many letters does WORD have?",
        lambda w: str(sum(c.isalpha() for c in w)),
    ),
    (
        "count-vowels",
        "[count the vowels|give the number of vowels] (a, e, i, o, u) in WORD",
        "How many vowels are in WORD?",
        lambda w: str(sum(map(is_vowel, w))),
    ),
    (
        "count-consonants",
        "[count the consonants|give the number of consonants] in WORD",
        "How many consonants does WORD contain?",
        lambda w: str(sum(c.isalpha() and not is_vowel(c) for c in w)),
    ),
    (
        "drop-vowels",
        "[remove|delete|leave out] [all|all the|the] vowels [from|of] WORD",
        "[What is left of WORD without its vowels|Which letters of WORD are not vowels]?",
        lambda w: "".join(c for c in w if not is_vowel(c)),
    ),
    (
        "keep-vowels",
        "[write only|keep only] the vowels of WORD[, in order|]",
        "",
        lambda w: "".join(filter(is_vowel, w)) or "none",
    ),
    ("spell", "spell WORD [with hyphens between the letters|letter by letter with hyphens]", "", lambda w: "-".join(w)),
    (
        "spell-spaces",
        "[write|spell] WORD with a space [after every letter|between its letters]",
        "",
        lambda w: " ".join(w),
    ),
    (
        "spell-capitals",
        "spell WORD [out|] in capital letters separated by [dots|full stops]",
        "",
        lambda w: ".".join(w.upper()),
    ),
    (
        "sort-letters",
        "[put the letters of WORD in alphabetical order|sort the letters of WORD from a to z]",
        "",
        lambda w: "".join(sorted(w.lower())),
    ),
    ("double-letters", "[write every letter of WORD twice|double each letter of WORD]", "", runs_doubled),
    ("twice", "[write|repeat] WORD twice with a hyphen [in the middle|between]", "", lambda w: f"{w}-{w}"),
    ("without-first", "[remove|drop|cut off] the first letter of WORD", "", lambda w: w[1:]),
    ("without-last", "[remove|drop|cut off] the last letter of WORD", "", lambda w: w[:-1]),
    ("swap-ends", "[swap|exchange] the first and last letters of WORD", "", lambda w: w[-1] + w[1:-1] + w[0]),
    ("first-to-end", "[move|shift] the first letter of WORD to [the end|the end of it]", "", lambda w: w[1:] + w[0]),
    (
        "alternate-case",
        "[write WORD in alternating case, starting with a capital|make every other letter of WORD a capital, starting with the first]",
        "",
        alternate_case,
    ),
    ("pig-latin", "[translate WORD into pig latin|say WORD in pig latin]", "", pig_latin),
    (
        "middle-stars",
        "[hide|mask] WORD [by replacing|, replacing] all letters but the first and last with stars",
        "",
        lambda w: w[0] + "*" * (len(w) - 2) + w[-1],
    ),
    (
        "vowels-to-star",
        "[replace|exchange] every vowel in WORD [with|by] an asterisk",
        "",
        lambda w: "".join("*" if is_vowel(c) else c for c in w),
    ),
    (
        "initial-of",
        "[write|give] the initial of WORD as a capital letter [followed by|and] a [dot|period]",
        "",
        lambda w: w[0].upper() + ".",
    ),
    (
        "palindrome",
        "[append|add] the reversed spelling of WORD to WORD [so that a palindrome results|to make a palindrome]",
        "",
        lambda w: w + w[::-1],
    ),
    ("quote", "[put WORD in|surround WORD with] double quotation marks", "", lambda w: f'"{w}"'),
    (
        "with-length",
        "[write|give] WORD followed by its number of letters in parentheses",
        "",
        lambda w: f"{w} ({sum(c.isalpha() for c in w)})",
    ),
    (
        "odd-letters",
        "[keep only the first, third, fifth, ... letter|keep every second letter, starting with the first,] of WORD",
        "",
        lambda w: w[::2],
    ),
]
# With a parameter: id, drawing of the parameter, imperative with {}, function of (word, parameter).
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth"]
PARAMETRIC = [
    (
        "nth-letter",
        lambda r: r.randint(2, 4),
        lambda p: f"[write|give|name] the {ORDINALS[p - 1]} letter of WORD",
        lambda w, p: w[p - 1] if len(w) >= p else None,
    ),
    (
        "first-n",
        lambda r: r.randint(2, 4),
        lambda p: f"[write|give|keep] [only|] the first {['', '', 'two', 'three', 'four'][p]} letters of WORD",
        lambda w, p: w[:p] if len(w) > p else None,
    ),
    (
        "last-n",
        lambda r: r.randint(2, 4),
        lambda p: f"[write|give|keep] [only|] the last {['', '', 'two', 'three', 'four'][p]} letters of WORD",
        lambda w, p: w[-p:] if len(w) > p else None,
    ),
    (
        "prefix",
        lambda r: r.choice(["re", "super", "mini", "my-", "old-", "x", "pre", "mega", "the-", "no-", "un"]),
        lambda p: f"[put|write] '{p}' [before|in front of] WORD",
        lambda w, p: p + w,
    ),
    (
        "suffix",
        lambda r: r.choice(["ish", "-like", "s", "!", "ette", "-2", "land", "ing", "_x", "-free", "?"]),
        lambda p: f"[add|append|attach] '{p}' to [the end of|] WORD",
        lambda w, p: w + p,
    ),
    (
        "caesar",
        lambda r: r.randint(1, 3),
        lambda p: (
            f"[replace every letter of WORD by|shift every letter of WORD to] the letter {['', 'one place', 'two places', 'three places'][p]} later in the alphabet"
        ),
        caesar,
    ),
    (
        "repeat",
        lambda r: r.randint(2, 4),
        lambda p: f"[repeat|write] WORD {['', '', 'two', 'three', 'four'][p]} times, separated by spaces",
        lambda w, p: " ".join([w] * p),
    ),
    (
        "replace-letter",
        lambda r: (r.choice("aeio"), r.choice("xzuy#")),
        lambda p: (
            f"[replace|change|exchange] [every|each] '{p[0]}' in WORD [with|to|by] '{p[1]}'[; a word without it stays as it is|]"
        ),
        lambda w, p: w.replace(*p),
    ),
    (
        "count-letter",
        lambda r: r.choice("aeirtnols"),
        lambda p: f"count how [many times|often] the letter '{p}' [appears|occurs] in WORD",
        lambda w, p: str(w.lower().count(p)),
    ),
    (
        "delete-letter",
        lambda r: r.choice("aeiorn"),
        lambda p: f"[remove|delete] every '{p}' from WORD",
        lambda w, p: w.replace(p, "") or None,
    ),
    (
        "pad",
        lambda r: (r.choice([12, 15]), r.choice("._-*")),
        lambda p: f"[fill up|pad] WORD [on the right|at its end] with '{p[1]}' until it is {p[0]} characters long",
        lambda w, p: w.ljust(p[0], p[1]) if len(w) <= p[0] else None,
    ),
    (
        "wrap",
        lambda r: r.choice(["()", "<>", "{}", "**", "__", "##", "//"]),
        lambda p: f"put '{p[0]}' before WORD and '{p[1]}' after it",
        lambda w, p: p[0] + w + p[1],
    ),
    (
        "split-at",
        lambda r: r.randint(1, 3),
        lambda p: f"[split WORD into two parts|cut WORD in two] with a slash after [its|the] {ORDINALS[p - 1]} letter",
        lambda w, p: f"{w[:p]}/{w[p:]}" if len(w) > p else None,
    ),
]
SOURCES = [
    "animal",
    "fruit",
    "vegetable",
    "job",
    "musical instrument",
    "city",
    "first name",
    "tool",
    "flower",
    "month",
    "sport",
    "item of clothing",
    "spice",
    "color",
    "tree",
    "metal",
    "feeling",
    "bird",
    "toy",
    "vehicle",
]


def single_words(category):
    return [w for w in CATEGORIES[category].words if w.isalpha() and len(w) > 2]


def _task(category, do, ask, function):
    pool = single_words(category)

    def demo(rng):
        word = rng.choice(pool)
        return word, function(word) or ""

    noun = category.split(" ")[-1] if category in ("first name",) else category
    name = "the word" if " " in noun else f"[the word|the {noun}]"
    return Task(
        given=f"[{a(category)}|the name of {a(category)}|a word that names {a(category)}|a single word]",
        do=do.replace("WORD", name, 1).replace("WORD", "it"),
        ask=ask.replace("WORD", name),
        demo=demo,
    )


def families():
    for category in SOURCES:
        for name, do, ask, function in PLAIN:
            yield Family(
                f"spelling/{category}/{name}", lambda rng, c=category, d=do, q=ask, f=function: _task(c, d, q, f)
            )
        for name, parameter, do, function in PARAMETRIC:

            def draw(rng, c=category, p=parameter, d=do, f=function):
                value = p(rng)
                return _task(c, d(value), "", lambda word: f(word, value))

            yield Family(f"spelling/{category}/{name}", draw)
