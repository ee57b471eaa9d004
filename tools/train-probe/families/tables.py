"""Families over records and small tables: conversion, extraction, comparison, look-up, filling in."""

from .english import joined
from .family import Family, Task
from .lexicon import a, words
from .records import FORMATS, KINDS, READABLE, number, write

_E = "[extract|give|write|find|return|read off]"


def _field(name):
    return f"[the {name}|the value of '{name}']"


def _convert(rng, kind, source, target):
    def demo(rng):
        record = kind.draw(rng)
        return write(kind, record, source), write(kind, record, target)

    return Task(
        given=f"[{a(kind.one)}|the data of {a(kind.one)}|a record of {a(kind.one)}] as {FORMATS[source][0]}",
        do=f"[convert it to|turn it into|rewrite it as|write it as|reformat it as] {FORMATS[target][0]}",
        answer=FORMATS[target][0],
        title=f"[Format conversion|Conversion of a record]: {FORMATS[source][0]} to {FORMATS[target][0]}",
        demo=demo,
    )


def _get(rng, kind, name):
    form = rng.choice(READABLE)

    def demo(rng):
        record = kind.draw(rng)
        return write(kind, record, form), record[name]

    return Task(
        given=f"[{a(kind.one)}|the data of {a(kind.one)}] [as {FORMATS[form][0]}|]",
        do=f"{_E} {_field(name)}",
        ask=f"What is the {name} of the {kind.one}?",
        answer=f"the {name}",
        title=f"[Find the {name}|The {name} of a {kind.one}|Extraction: {name}]",
        demo=demo,
    )


def _get_two(rng, kind):
    first, second = rng.sample(list(kind.fields), 2)
    form, joint, how = (
        rng.choice(READABLE),
        *rng.choice(
            [
                (", ", "separated by a comma"),
                (" - ", "with a hyphen between them"),
                ("\n", "on two lines"),
                ("; ", "separated by a semicolon"),
            ]
        ),
    )

    def demo(rng):
        record = kind.draw(rng)
        return write(kind, record, form), record[first] + joint + record[second]

    return Task(
        given=f"{a(kind.one)} [as {FORMATS[form][0]}|]",
        do=f"{_E} the {first} and the {second}, {how}",
        answer=f"the {first} and the {second}",
        demo=demo,
    )


def _drop(rng, kind):
    name = rng.choice(list(kind.fields)[1:])
    form = rng.choice([f for f in READABLE if f != "sentence"])

    def demo(rng):
        record = kind.draw(rng)
        return write(kind, record, form), write(kind, {k: v for k, v in record.items() if k != name}, form)

    return Task(
        given=f"{a(kind.one)} as {FORMATS[form][0]}",
        do=f"[remove|delete|drop|leave out] the {name}",
        answer="the record without it",
        demo=demo,
    )


def _rename(rng, kind):
    name = rng.choice(list(kind.fields))
    new = rng.choice(["label", "field", "info", "entry", "value", "item_" + name, name.upper(), name[:3], "x_" + name])
    form = rng.choice([f for f in READABLE if f != "sentence"])

    def demo(rng):
        record = kind.draw(rng)
        return write(kind, record, form), write(kind, {new if k == name else k: v for k, v in record.items()}, form)

    return Task(
        given=f"{a(kind.one)} as {FORMATS[form][0]}",
        do=f"[rename|change] the key '{name}' to '{new}'",
        answer="the record with the new key",
        demo=demo,
    )


def _update(rng, kind):
    form = rng.choice(READABLE)

    def demo(rng):
        record, name = kind.draw(rng), rng.choice(list(kind.fields))
        new = kind.fields[name](rng)
        changed = {**record, name: new}
        return f"{write(kind, record, form)}\nSet {name} to {new}", write(kind, changed, form) if new != record[
            name
        ] else ""

    return Task(
        given=f"{a(kind.one)} and a change",
        do="[apply the change|make the change|update the record]",
        answer="the updated record",
        demo=demo,
    )


def _missing(rng, kind):
    form = rng.choice(("lines", "equals", "json", "dashes", "arrows"))

    def demo(rng):
        record, gap = kind.draw(rng), rng.choice([*kind.fields, None])
        return write(kind, {k: v for k, v in record.items() if k != gap}, form), gap or "complete"

    return Task(
        given=f"{a(kind.one)} as {FORMATS[form][0]}",
        do=f"[name|say|write] which of the fields {joined(kind.fields)} is missing, [and|or] 'complete' if none is",
        ask="Which field is missing?",
        rules=[
            f"[The fields are|A full record has] {joined(kind.fields)}. [Write|Answer] 'complete' if nothing is missing."
        ],
        answer="the missing field",
        demo=demo,
    )


def _question(rng, kind):
    form = rng.choice(READABLE)

    def demo(rng):
        record, name = kind.draw(rng), rng.choice(list(kind.fields))
        return f"{write(kind, record, form)}\nQuestion: What is the {name}?", record[name]

    return Task(
        given=f"[{a(kind.one)} and a question|the data of {a(kind.one)} and a question about it]",
        do="answer the question",
        answer="a short answer",
        demo=demo,
    )


def _which_field(rng, kind):
    def demo(rng):
        record = kind.draw(rng)
        name = rng.choice(list(kind.fields))
        return f"{write(kind, record, 'lines')}\nValue: {record[name]}", name

    return Task(
        given=f"{a(kind.one)} and a value",
        do="[say|name|write] the field that has this value",
        ask="Which field has this value?",
        answer="the name of a field",
        demo=demo,
    )


def _three(rng, kind):
    """Records of three different keys."""
    found = {}
    while len(found) < 3:
        record = kind.draw(rng)
        found.setdefault(record[kind.key], record)
    return list(found.values())


def _rows(records):
    return ",".join(records[0]) + "\n" + "\n".join(",".join(r.values()) for r in records)


def _extreme(rng, kind, largest):
    wanted = kind.number

    def demo(rng):
        records = _three(rng, kind)
        values = [number(r[wanted]) for r in records]
        best = (max if largest else min)(values)
        return _rows(records), records[values.index(best)][kind.key] if values.count(best) == 1 else ""

    word = "[highest|largest|greatest]" if largest else "[lowest|smallest]"
    return Task(
        given=f"a [small|] table of {kind.many}",
        do=f"[give|write|name] the {kind.key} of the {kind.one} with the {word} {wanted}",
        ask=f"Which {kind.one} has the {word} {wanted}?",
        answer=f"[the {kind.key}|one {kind.key}]",
        demo=demo,
    )


def _sort_rows(rng, kind):
    down = rng.random() < 0.5

    def demo(rng):
        records = _three(rng, kind)
        if len({number(r[kind.number]) for r in records}) < 3:
            return "", ""
        return _rows(records), _rows(sorted(records, key=lambda r: number(r[kind.number]), reverse=down))

    return Task(
        given=f"a CSV table of {kind.many}",
        do=f"[sort|order] the rows by {kind.number}, [the {'largest' if down else 'smallest'} first|from {'high to low' if down else 'low to high'}]",
        answer="the sorted table",
        demo=demo,
    )


def _column(rng, kind):
    name = rng.choice(list(kind.fields))

    def demo(rng):
        records = _three(rng, kind)
        return _rows(records), ", ".join(r[name] for r in records)

    return Task(
        given=f"a [small|CSV|] table of {kind.many}",
        do=f"[list|write|extract] [all|] the values of the column '{name}'",
        answer="a list of values",
        demo=demo,
    )


def _cell(rng, kind):
    name = rng.choice([f for f in kind.fields if f != kind.key])

    def demo(rng):
        records = _three(rng, kind)
        chosen = rng.choice(records)
        return f"{_rows(records)}\n{kind.key}: {chosen[kind.key]}", chosen[name]

    return Task(
        given=f"a table of {kind.many} and [the {kind.key} of one|one {kind.key}]",
        do=f"[look up|find|write] its {name}",
        ask=f"What is the {name} of this {kind.one}?",
        answer=f"the {name}",
        demo=demo,
    )


def _transpose(rng, kind):
    def demo(rng):
        records = _three(rng, kind)
        return _rows(records), "\n".join(f"{name}: " + ", ".join(r[name] for r in records) for name in kind.fields)

    return Task(
        given=f"a CSV table of {kind.many}",
        do="[write one line for each column|turn columns into lines]: its name, a colon, then its values",
        answer="one line a column",
        demo=demo,
    )


def _bigger(rng, kind):
    def demo(rng):
        first, second = kind.draw(rng), kind.draw(rng)
        x, y = number(first[kind.number]), number(second[kind.number])
        verdict = "first" if x > y else "second" if y > x else "equal"
        return f"First: {kind.sentence.format(**first)}\nSecond: {kind.sentence.format(**second)}", verdict

    return Task(
        given=f"two {kind.many}",
        do=f"[say|decide] which one has the [higher|larger|greater] {kind.number}: [answer|write] 'first', 'second' or 'equal'",
        ask=f"Which of the two has the higher {kind.number}, the first or the second?",
        answer="'first', 'second' or 'equal'",
        demo=demo,
    )


def _sentences(rng, kind):
    def demo(rng):
        records = _three(rng, kind)[:2]
        return _rows(records), " ".join(kind.sentence.format(**r) for r in records)

    return Task(
        given=f"a table of {kind.many}",
        do="[describe every row in a sentence|write one sentence for each row|put the rows into words]",
        answer="[a text|sentences]",
        demo=demo,
    )


def _total(rng, kind):
    def demo(rng):
        records = _three(rng, kind)
        return _rows(records), str(int(sum(number(r[kind.number]) for r in records)))

    return Task(
        given=f"a table of {kind.many}",
        do=f"[add up|sum] the column '{kind.number}'",
        ask=f"What is the total of '{kind.number}'?",
        answer="a number",
        demo=demo,
    )


def _lookup(rng, keys_of, values_of):
    """A table in the definition itself: keys of one category are mapped to values of another."""
    size = rng.randint(3, 7)
    keys = rng.sample([w for w in words(keys_of) if "," not in w], min(size, len(words(keys_of))))
    values = (
        rng.sample(words(values_of), len(keys))
        if len(words(values_of)) >= len(keys)
        else [rng.choice(words(values_of)) for _ in keys]
    )
    table = dict(zip(keys, values))
    shape = rng.choice(
        [
            lambda: "; ".join(f"{k} = {v}" for k, v in table.items()),
            lambda: ", ".join(f"{k} -> {v}" for k, v in table.items()),
            lambda: joined([f"{k} becomes {v}" for k, v in table.items()]),
            lambda: "\n" + "\n".join(f"{k}: {v}" for k, v in table.items()),
        ]
    )()
    backward, many = rng.random() < 0.2, rng.random() < 0.5
    use = {v: k for k, v in table.items()} if backward else table
    if len(use) < len(table):
        backward, use = False, table

    def demo(rng):
        chosen = [rng.choice(list(use)) for _ in range(rng.randint(2, 6) if many else 1)]
        return ", ".join(chosen), ", ".join(use[c] for c in chosen)

    direction = "right to left" if backward else "left to right"
    rule = f"[The table|The code|The mapping] is: {shape}." + (f" Read it from {direction}." if backward else "")
    one, goal = (values_of, keys_of) if backward else (keys_of, values_of)
    return Task(
        given=f"[a list of words|several words], each {a(one)}" if many else f"{a(one)}",
        do=(
            f"[replace each by|translate each into|write for each] {a(goal)} according to the [table|code|mapping]"
            if many
            else f"[replace it by|translate it into|look up|write] the {goal} that [the table gives|belongs to it in the table]"
        ),
        rules=[rule],
        answer=f"{'a list of words' if many else a(goal)}",
        demo=demo,
    )


_LOOKUPS = [
    ("animal", "color"),
    ("fruit", "animal"),
    ("color", "feeling"),
    ("first name", "job"),
    ("city", "weekday"),
    ("weekday", "sport"),
    ("month", "gemstone"),
    ("job", "tool"),
    ("drink", "room"),
    ("flower", "first name"),
    ("vehicle", "city"),
    ("sport", "fruit"),
    ("metal", "month"),
    ("shape", "color"),
    ("bird", "vegetable"),
    ("toy", "first name"),
    ("building", "color"),
    ("dish", "weekday"),
    ("insect", "metal"),
    ("tree", "spice"),
    ("body part", "fabric"),
    ("room", "piece of furniture"),
]
_CONVERSIONS = [
    ("lines", "json"),
    ("json", "lines"),
    ("lines", "sentence"),
    ("sentence", "lines"),
    ("csv", "json"),
    ("json", "csv"),
    ("equals", "lines"),
    ("lines", "equals"),
    ("json", "sentence"),
    ("sentence", "json"),
    ("lines", "bars"),
    ("csv", "lines"),
    ("xml", "json"),
    ("json", "xml"),
    ("csv", "sentence"),
    ("dashes", "equals"),
    ("sentence", "dashes"),
    ("equals", "sentence"),
    ("lines", "tuple"),
    ("arrows", "lines"),
    ("sentence", "bars"),
]
_TASKS = {
    "two-fields": _get_two,
    "drop-field": _drop,
    "rename-key": _rename,
    "update": _update,
    "missing": _missing,
    "question": _question,
    "which-field": _which_field,
    "largest": lambda r, k: _extreme(r, k, True),
    "smallest": lambda r, k: _extreme(r, k, False),
    "sort-rows": _sort_rows,
    "column": _column,
    "cell": _cell,
    "columns-to-lines": _transpose,
    "compare": _bigger,
    "rows-to-text": _sentences,
    "total": _total,
}
_NUMERIC = ("largest", "smallest", "sort-rows", "compare", "total")


def families():
    for kind in KINDS:
        for source, target in _CONVERSIONS:
            yield Family(
                f"tables/{kind.one}/{source}-to-{target}",
                lambda rng, k=kind, s=source, t=target: _convert(rng, k, s, t),
            )
        for name in kind.fields:
            yield Family(f"tables/{kind.one}/get-{name}", lambda rng, k=kind, n=name: _get(rng, k, n))
        for name, build in _TASKS.items():
            if kind.number != "phone" or name not in _NUMERIC:
                yield Family(f"tables/{kind.one}/{name}", lambda rng, k=kind, b=build: b(rng, k))
    for keys_of, values_of in _LOOKUPS:
        yield Family(f"tables/lookup/{keys_of}-to-{values_of}", lambda rng, k=keys_of, v=values_of: _lookup(rng, k, v))
