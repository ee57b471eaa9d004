"""Sentences as structures: who did what, where and when, and every form of it by construction."""

import os
from dataclasses import dataclass, replace

from .english import ing, participle, past, third
from .lexicon import words

FEMALE = set(
    "Anna Clara Emma Grace Irene Karen Maria Nora Paula Rosa Tara Wendy Bella Elena Gloria Julia Laura Nina Rachel Tina "
    "Vera Alice Diana Fiona Helen Joan Lily Nancy Priya Sofia Ursula Zoe Fatima Ingrid Mei Olga Sara Yuki".split()
)
TIMES = [
    "on Monday",
    "on Tuesday",
    "on Wednesday",
    "on Thursday",
    "on Friday",
    "on Saturday",
    "on Sunday",
    "yesterday",
    "last night",
    "last week",
    "this morning",
    "in May",
    "in October",
    "in 2019",
    "at noon",
    "at nine o'clock",
    "after lunch",
    "before sunrise",
    "two days ago",
    "in the spring",
    "on New Year's Eve",
]
FUTURE_TIMES = [
    "tomorrow",
    "next week",
    "next month",
    "tonight",
    "on Friday",
    "on Monday",
    "in two days",
    "next summer",
]
SLOTS = ("who", "what", "where", "when")


@dataclass(frozen=True)
class Frame:
    """A verb with the objects and places it goes with."""

    domain: str
    verb: str
    objects: tuple
    places: tuple


def _read():
    frames = []
    with open(os.path.join(os.path.dirname(__file__), "verbs.txt"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            domain, rest = line.split(":", 1)
            verb, objects, places = (part.strip() for part in rest.split("|"))
            frames.append(
                Frame(
                    domain,
                    verb,
                    tuple(o.strip() for o in objects.split(",")),
                    tuple(p.strip() for p in places.split(",")),
                )
            )
    return tuple(frames)


FRAMES = _read()
DOMAINS = tuple(dict.fromkeys(frame.domain for frame in FRAMES))


def capital(text):
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Clause:
    """who verb(ed) what where when. An empty where or when is left out."""

    domain: str
    verb: str
    who: str
    what: str
    where: str
    when: str

    def _tail(self, *parts):
        return " ".join(part for part in parts if part)

    @property
    def pronoun(self):
        return "she" if self.who in FEMALE else "he"

    @property
    def rest(self):
        return self._tail(self.what, self.where, self.when)

    def core(self, without=()):
        """The past statement without its period; `without` names the slots to leave out."""
        parts = [getattr(self, slot) for slot in ("what", "where", "when") if slot not in without]
        return self._tail(self.who, past(self.verb), *parts)

    def past(self, without=()):
        return self.core(without) + "."

    def present(self):
        return self._tail(self.who, third(self.verb), self.rest) + "."

    def progressive(self):
        return self._tail(self.who, "is", ing(self.verb), self.rest) + "."

    def past_progressive(self):
        return self._tail(self.who, "was", ing(self.verb), self.rest) + "."

    def future(self):
        return self._tail(self.who, "will", self.verb, self.rest) + "."

    def perfect(self):
        return self._tail(self.who, "has", participle(self.verb), self.what, self.where) + "."

    def negative(self):
        return self._tail(self.who, "did not", self.verb, self.rest) + "."

    def negative_short(self):
        return self._tail(self.who, "didn't", self.verb, self.rest) + "."

    def never(self):
        return self._tail(self.who, "never", past(self.verb), self.what) + "."

    def question(self):
        return self._tail("Did", self.who, self.verb, self.rest) + "?"

    def tag_question(self):
        return f"{self.core()}, didn't {self.pronoun}?"

    def modal(self, modal):
        return self._tail(self.who, modal, self.verb, self.rest) + "."

    def passive(self):
        be = "were" if plural_object(self.what) else "was"
        return capital(self._tail(self.what, be, participle(self.verb), "by", self.who, self.where, self.when)) + "."

    def first_person(self):
        return self._tail("I", past(self.verb), self.rest) + "."

    def we(self):
        return self._tail("We", past(self.verb), self.rest) + "."

    def with_pronoun(self):
        return self._tail(capital(self.pronoun), past(self.verb), self.rest) + "."

    def imperative(self):
        return capital(self._tail(self.verb, self.what, self.where)) + "."

    def polite(self):
        return f"Could you please {self._tail(self.verb, self.what, self.where)}?"

    def time_first(self):
        return (
            capital(self._tail(self.when) + ", " + self._tail(self.who, past(self.verb), self.what, self.where)) + "."
        )

    def place_first(self):
        return capital(self.where + ", " + self._tail(self.who, past(self.verb), self.what, self.when)) + "."

    def gerund(self):
        return capital(self._tail(ing(self.verb), self.what, self.where))

    def headline(self):
        return self._tail(self.who, third(self.verb), bare(self.what), self.where)

    def cleft(self, slot):
        """It was … who/that …"""
        value = getattr(self, slot)
        joint = "who" if slot == "who" else "that"
        rest = self._tail(
            *([] if slot == "who" else [self.who]),
            past(self.verb),
            *(getattr(self, s) for s in ("what", "where", "when") if s != slot),
        )
        return f"It was {value} {joint} {rest}."

    def wh(self, slot):
        """The question whose answer is the slot."""
        others = [getattr(self, s) for s in ("what", "where", "when") if s != slot]
        if slot == "who":
            return self._tail("Who", past(self.verb), *others) + "?"
        return self._tail(capital(slot), "did", self.who, self.verb, *others) + "?"

    def short_wh(self, slot):
        """The same question with as little repeated as it needs."""
        if slot == "who":
            return self._tail("Who", past(self.verb), self.what) + "?"
        return self._tail(capital(slot), "did", self.who, self.verb, "" if slot == "what" else self.what) + "?"

    def changed(self, rng, slot):
        """The same clause with one slot drawn anew to something else."""
        frame = next(f for f in FRAMES if f.verb == self.verb and f.domain == self.domain)
        pool = {"who": words("first name"), "what": frame.objects, "where": frame.places, "when": TIMES}[slot]
        value = rng.choice([v for v in pool if v != getattr(self, slot)])
        return replace(self, **{slot: value})


def plural_object(what):
    """Whether an object takes a plural verb. All objects of verbs.txt are known to this rule."""
    first = what.split(" ")[0]
    last = what.split(" of ")[0].split(" for ")[0].split(" ")[-1]
    if first in ("two", "three", "four", "some", "forty", "fifty"):
        return True
    if first in ("a", "an", "blood", "dinner"):
        return False
    return last.endswith("s") and not last.endswith("ss")


def bare(what):
    """An object without its article, as in a headline."""
    for lead in ("the ", "a ", "an ", "some "):
        if what.startswith(lead):
            return what[len(lead) :]
    return what


def draw_clause(rng, domain=None, times=TIMES):
    frame = rng.choice(FRAMES if domain is None else [f for f in FRAMES if f.domain == domain])
    return Clause(
        frame.domain,
        frame.verb,
        rng.choice(words("first name")),
        rng.choice(frame.objects),
        rng.choice(frame.places),
        rng.choice(times),
    )
