"""Short passages: a few sentences with facts that do not contradict each other."""

from dataclasses import dataclass

from .clause import FRAMES, TIMES, Clause
from .lexicon import words

_FILLERS = [
    "The weather was good that day.",
    "Nobody had expected it.",
    "It took longer than planned.",
    "Everything went well.",
    "The others were surprised.",
    "It was a busy week.",
    "That was the plan from the start.",
    "There was a lot of noise outside.",
    "It had rained the day before.",
    "Nobody complained.",
    "It was the first time in months.",
    "The radio was playing in the background.",
    "A neighbor helped a little.",
    "There was hardly any time left.",
    "Later there was tea for everyone.",
    "The bill came a few days later.",
    "It was not easy at first.",
    "A photo of it hangs on the wall now.",
    "Some people talked about it for days.",
    "The street was almost empty.",
]


@dataclass(frozen=True)
class Passage:
    """Clauses with different people, things, places and times, and sentences without facts between them."""

    clauses: tuple
    fillers: tuple

    def text(self):
        parts = []
        for i, clause in enumerate(self.clauses):
            parts.append(clause.time_first() if i % 2 else clause.past())
            if i < len(self.fillers):
                parts.append(self.fillers[i])
        return " ".join(parts)


def draw_passage(rng, domain=None, most=4):
    """Two to `most` clauses. No two share a person, a thing, a place or a time, so that each slot asks for one answer."""
    frames = [f for f in FRAMES if domain is None or f.domain == domain]
    people, times = rng.sample(words("first name"), most), rng.sample(TIMES, most)
    clauses, things, places = [], set(), set()
    for frame in rng.sample(frames, min(most, len(frames))):
        objects = [o for o in frame.objects if o not in things]
        spots = [p for p in frame.places if p not in places]
        if objects and spots:
            i = len(clauses)
            clauses.append(
                Clause(frame.domain, frame.verb, people[i], rng.choice(objects), rng.choice(spots), times[i])
            )
            things.add(clauses[-1].what)
            places.add(clauses[-1].where)
    clauses = clauses[: rng.randint(2, most)]
    return Passage(tuple(clauses), tuple(rng.sample(_FILLERS, rng.randint(0, 2))))
