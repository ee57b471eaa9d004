"""Families over lists of words: sources x operations, the separator a parameter."""

from .family import Family, Task
from .lexicon import CATEGORIES

SEPARATORS = [
    (", ", "[separated by commas|comma-separated|with commas between them]"),
    ("; ", "separated by semicolons"),
    (" / ", "separated by slashes"),
    ("\n", "[one on each line|each on a line of its own]"),
    (" ", "separated by spaces"),
    (" - ", "separated by dashes"),
    (" > ", "with '>' between them"),
]
ORDINALS = ["first", "second", "third", "fourth", "fifth"]

# id, imperative, question, answer, function(items) -> list or str
OPERATIONS = [
    (
        "reverse",
        "[write|return|give] the list in reverse order",
        "[What is the list in reverse order|How does the list read from the end]?",
        "the reversed list",
        lambda x: x[::-1],
    ),
    (
        "sort",
        "[sort|arrange|order|put] the [list|items] [alphabetically|in alphabetical order|from A to Z]",
        "",
        "the sorted list",
        lambda x: sorted(x, key=str.lower),
    ),
    (
        "sort-descending",
        "[sort|arrange|order] the [list|items] in reverse alphabetical order[, from Z to A|]",
        "",
        "the sorted list",
        lambda x: sorted(x, key=str.lower, reverse=True),
    ),
    (
        "sort-length",
        "[sort|arrange|order] the [items|words] [by length, the shortest first|from shortest to longest][; keep the order of words that are equally long|]",
        "",
        "the sorted list",
        lambda x: sorted(x, key=len),
    ),
    (
        "first",
        "[give|return|write|pick|name] the first item [of the list|]",
        "[What comes first in the list|Which is the first item of the list]?",
        "[the first item|one item]",
        lambda x: x[0],
    ),
    (
        "last",
        "[give|return|write|pick|name] the last item [of the list|]",
        "[What comes last in the list|Which is the last item of the list]?",
        "[the last item|one item]",
        lambda x: x[-1],
    ),
    (
        "second",
        "[give|return|write|pick|name] the second item [of the list|]",
        "Which item is second in the list?",
        "one item",
        lambda x: x[1],
    ),
    (
        "third",
        "[give|return|write|pick|name] the third item [of the list|]",
        "Which item is third in the list?",
        "one item",
        lambda x: x[2],
    ),
    (
        "second-last",
        "[give|return|write|pick|name] the [second to last|next-to-last] item",
        "",
        "one item",
        lambda x: x[-2],
    ),
    (
        "first-and-last",
        "[give|return|write] the first and the last item[, joined with 'and'|with 'and' between them]",
        "",
        "two items",
        lambda x: f"{x[0]} and {x[-1]}",
    ),
    (
        "without-first",
        "[remove|drop|delete] the first item [and write the rest|of the list]",
        "",
        "the remaining items",
        lambda x: x[1:],
    ),
    (
        "without-last",
        "[remove|drop|delete] the last item [and write the rest|of the list]",
        "",
        "the remaining items",
        lambda x: x[:-1],
    ),
    (
        "swap-first-last",
        "[swap|exchange] the first and the last item",
        "",
        "the changed list",
        lambda x: [x[-1]] + x[1:-1] + [x[0]],
    ),
    ("swap-first-two", "[swap|exchange] the first two items", "", "the changed list", lambda x: [x[1], x[0]] + x[2:]),
    ("rotate", "move the first item to the end [of the list|]", "", "the changed list", lambda x: x[1:] + x[:1]),
    (
        "rotate-back",
        "move the last item to the [beginning|front] [of the list|]",
        "",
        "the changed list",
        lambda x: x[-1:] + x[:-1],
    ),
    (
        "count",
        "[count the items|say how many items there are|give the number of items in the list]",
        "How many items are [in the list|listed]?",
        "a number",
        lambda x: str(len(x)),
    ),
    (
        "longest",
        "[find|pick|give|write] the longest [word|item] [in the list|]",
        "Which of the items has the most letters?",
        "one word",
        lambda x: _only(x, max),
    ),
    (
        "shortest",
        "[find|pick|give|write] the shortest [word|item] [in the list|]",
        "Which of the items has the fewest letters?",
        "one word",
        lambda x: _only(x, min),
    ),
    (
        "alphabetical-first",
        "[find|pick|give|write] the item that [comes first in alphabetical order|would come first in a dictionary]",
        "",
        "one item",
        lambda x: min(x, key=str.lower),
    ),
    (
        "alphabetical-last",
        "[find|pick|give|write] the item that [comes last in alphabetical order|would come last in a dictionary]",
        "",
        "one item",
        lambda x: max(x, key=str.lower),
    ),
    (
        "every-second",
        "[keep|write] only every second item, starting with the first",
        "",
        "the items kept",
        lambda x: x[::2],
    ),
    (
        "odd-out-every-second",
        "[remove|delete] every second item, starting with the first",
        "",
        "the items left",
        lambda x: x[1::2],
    ),
    (
        "upper",
        "[write|print] [all|] the items in capital letters",
        "",
        "the list in capitals",
        lambda x: [w.upper() for w in x],
    ),
    ("initials", "[write|give] the first letter of every item", "", "the initials", lambda x: [w[0] for w in x]),
    (
        "lengths",
        "[replace each item by|write for each item] [its number of letters|how many letters it has]",
        "",
        "the lengths",
        lambda x: [str(sum(c.isalpha() for c in w)) for w in x],
    ),
    (
        "acronym",
        "[build|form] an [acronym|abbreviation] in capitals from the first letters of the items",
        "",
        "an acronym",
        lambda x: "".join(w[0].upper() for w in x),
    ),
    (
        "and",
        "[turn the list into|write the list as] [running text|a phrase] with commas and 'and' before the last item",
        "",
        "a phrase",
        lambda x: ", ".join(x[:-1]) + " and " + x[-1],
    ),
    (
        "or",
        "[turn the list into|write the list as] a choice, with 'or' before the last item",
        "",
        "a phrase",
        lambda x: ", ".join(x[:-1]) + " or " + x[-1],
    ),
    (
        "number",
        "number the items, [starting with 1|beginning at 1]",
        "",
        "a numbered list",
        lambda x: " ".join(f"{i}. {w}" for i, w in enumerate(x, 1)),
    ),
    (
        "bullets",
        "[write the list as bullet points|turn the list into bullets], one item a line with a [leading|] hyphen",
        "",
        "bullet points",
        lambda x: "\n".join(f"- {w}" for w in x),
    ),
    (
        "quoted",
        "[write the list as|turn the list into] a JSON array of strings",
        "",
        "a JSON array",
        lambda x: "[" + ", ".join(f'"{w}"' for w in x) + "]",
    ),
    ("first-n-2", "[keep|write|give] only the first two items", "", "two items", lambda x: x[:2]),
    ("last-n-2", "[keep|write|give] only the last two items", "", "two items", lambda x: x[-2:]),
    (
        "duplicate",
        "[write every item twice in a row|repeat each item once directly after itself]",
        "",
        "the longer list",
        lambda x: [w for w in x for _ in range(2)],
    ),
    (
        "pairs",
        "[join|combine] neighboring items into pairs with a plus sign[; the last item stays alone if it has no partner|]",
        "",
        "the pairs",
        lambda x: ["+".join(x[i : i + 2]) for i in range(0, len(x), 2)],
    ),
    (
        "middle",
        "[give|write|pick] the item in the middle [of the list|]",
        "Which item is in the middle?",
        "one item",
        lambda x: x[len(x) // 2] if len(x) % 2 else "",
    ),
]
SOURCES = [
    "animal",
    "fruit",
    "vegetable",
    "color",
    "job",
    "musical instrument",
    "piece of furniture",
    "tool",
    "city",
    "first name",
    "sport",
    "drink",
    "dish",
    "item of clothing",
    "vehicle",
    "flower",
    "kitchen item",
    "metal",
    "stationery item",
    "building",
    "room",
    "spice",
    "weekday",
    "baked good",
    "toy",
]


def _only(items, choose):
    """The one extreme item by length, or nothing where two share it."""
    best = choose(len(w) for w in items)
    hits = [w for w in items if len(w) == best]
    return hits[0] if len(hits) == 1 else ""


def _task(rng, category, do, ask, answer, function):
    separator, how = rng.choice(SEPARATORS)
    words = [w for w in CATEGORIES[category].words if separator != " " or " " not in w]
    many = CATEGORIES[category].many

    def demo(rng):
        items = rng.sample(words, min(len(words), rng.randint(3, 7)))
        made = function(items)
        return separator.join(items), made if isinstance(made, str) else separator.join(made)

    return Task(
        given=f"[a list of {many}|a list of {many}, {how}|some {many}, {how}|a few {many}|several {many}, {how}|a series of {many}]",
        do=do,
        ask=ask,
        answer=answer,
        demo=demo,
    )


def families():
    for category in SOURCES:
        for name, do, ask, answer, function in OPERATIONS:
            yield Family(
                f"lists/{category}/{name}",
                lambda rng, c=category, d=do, q=ask, w=answer, f=function: _task(rng, c, d, q, w, f),
            )
