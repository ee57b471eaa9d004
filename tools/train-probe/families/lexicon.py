"""Word lists by category, read from lexicon.txt: `# singular | plural`, then the words."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    one: str
    many: str
    words: tuple


def _read(path):
    categories, heads = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("#"):
                heads = [part.strip() for part in line[1:].split("|")]
            elif line:
                categories[heads[0]] = Category(heads[0], heads[1], tuple(w.strip() for w in line.split(",")))
    return categories


CATEGORIES = _read(os.path.join(os.path.dirname(__file__), "lexicon.txt"))


def words(category):
    return CATEGORIES[category].words


def article(noun_phrase):
    """The indefinite article before a word: by its first letter, with the common exceptions by sound."""
    first = noun_phrase.lower()
    if first.startswith(("hour", "honest", "honor", "heir")):
        return "an"
    if first.startswith(("uni", "use", "eu", "one", "ukulele", "url")) and not first.startswith("unin"):
        return "a"
    return "an" if first[0] in "aeiou" else "a"


def a(noun_phrase):
    return f"{article(noun_phrase)} {noun_phrase}"


# Words of one token and one spelling in one category only: safe where a category must be told from a word.
def _unambiguous():
    seen = {}
    for category in CATEGORIES.values():
        for word in category.words:
            seen.setdefault(word, []).append(category.one)
    return {c.one: tuple(w for w in c.words if len(seen[w]) == 1) for c in CATEGORIES.values()}


UNAMBIGUOUS = _unambiguous()
