"""Families of small word problems, expressions and code-like lines."""

from .english import joined, plural
from .family import Family, Task
from .lexicon import words

_COUNTED = [
    "apple",
    "marble",
    "stamp",
    "book",
    "coin",
    "pencil",
    "cookie",
    "balloon",
    "card",
    "shell",
    "ticket",
    "flower",
    "button",
    "lemon",
    "postcard",
]


def _two(rng):
    return rng.sample(words("first name"), 2)


# Story -> (text with fields, answer). Each draws its own numbers.
def _gain(n, m, t):
    return (
        f"{n} has {t['a']} {t['x']}. {m} gives {n} {t['b']} more. How many {t['x']} does {n} have now?",
        t["a"] + t["b"],
        f"{t['a']} + {t['b']}",
    )


def _loss(n, m, t):
    return (
        f"{n} has {t['a'] + t['b']} {t['x']} and gives {t['b']} of them to {m}. How many {t['x']} does {n} have left?",
        t["a"],
        f"{t['a'] + t['b']} - {t['b']}",
    )


def _times(n, m, t):
    return (
        f"{n} has {t['k']} boxes with {t['a']} {t['x']} each. How many {t['x']} are that in total?",
        t["k"] * t["a"],
        f"{t['k']} * {t['a']}",
    )


def _share(n, m, t):
    return (
        f"{n} shares {t['k'] * t['a']} {t['x']} equally among {t['k']} friends. How many {t['x']} does each friend get?",
        t["a"],
        f"{t['k'] * t['a']} / {t['k']}",
    )


def _more(n, m, t):
    return (
        f"{n} has {t['a']} {t['x']}. {m} has {t['b']} more than {n}. How many {t['x']} does {m} have?",
        t["a"] + t["b"],
        f"{t['a']} + {t['b']}",
    )


def _both(n, m, t):
    return (
        f"{n} has {t['a']} {t['x']} and {m} has {t['b']}. How many {t['x']} do they have together?",
        t["a"] + t["b"],
        f"{t['a']} + {t['b']}",
    )


def _cost(n, m, t):
    return (
        f"One ticket costs {t['k']} dollars. {n} buys {t['a']} tickets. How many dollars does {n} pay?",
        t["k"] * t["a"],
        f"{t['k']} * {t['a']}",
    )


def _twice(n, m, t):
    return f"{n} found {t['a']} {t['x']}. {m} found twice as many. How many did {m} find?", 2 * t["a"], f"2 * {t['a']}"


def _difference(n, m, t):
    return (
        f"{n} is {t['a'] + t['b']} years old and {m} is {t['a']}. How many years older is {n}?",
        t["b"],
        f"{t['a'] + t['b']} - {t['a']}",
    )


def _missing(n, m, t):
    return (
        f"{n} needs {t['a'] + t['b']} {t['x']} and already has {t['a']}. How many are still missing?",
        t["b"],
        f"{t['a'] + t['b']} - {t['a']}",
    )


def _mixed(n, m, t):
    return (
        f"{n} buys {t['k']} bags with {t['a']} {t['x']} each and loses {t['c']}. How many {t['x']} are left?",
        t["k"] * t["a"] - t["c"],
        f"{t['k']} * {t['a']} - {t['c']}",
    )


def _walk(n, m, t):
    return (
        f"{n} walks {t['a']} kilometers every day for {t['k']} days. How many kilometers is that?",
        t["k"] * t["a"],
        f"{t['k']} * {t['a']}",
    )


STORIES = {
    "gain": _gain,
    "loss": _loss,
    "times": _times,
    "share": _share,
    "more": _more,
    "both": _both,
    "cost": _cost,
    "twice": _twice,
    "difference": _difference,
    "missing": _missing,
    "mixed": _mixed,
    "walk": _walk,
}


def _story(rng, kind):
    name, other = _two(rng)
    values = {
        "a": rng.randint(3, 40),
        "b": rng.randint(2, 30),
        "c": rng.randint(1, 3),
        "k": rng.randint(2, 9),
        "x": plural(rng.choice(_COUNTED)),
    }
    return STORIES[kind or rng.choice(list(STORIES))](name, other, values)


_STORY_FORMS = {
    "number": (
        "[solve it|solve the problem|find the answer][| and give only the number]",
        "What is the answer?",
        lambda text, n, e: (text, str(n)),
    ),
    "expression": (
        "[write the calculation|write the arithmetic expression] that gives the answer, without the result",
        "",
        lambda text, n, e: (text, e),
    ),
    "equation": (
        "[write the calculation with its result|solve it as an equation]",
        "",
        lambda text, n, e: (text, f"{e} = {n}"),
    ),
    "sentence": (
        "[answer in the form 'The answer is N.'|give the answer in a sentence that begins 'The answer is']",
        "",
        lambda text, n, e: (text, f"The answer is {n}."),
    ),
    "steps": (
        "[show the calculation, then the answer|show how you get the answer] on a line that begins with 'Answer:'",
        "",
        lambda text, n, e: (text, f"{e} = {n}\nAnswer: {n}"),
    ),
    "operation": (
        "name the first operation that is needed: add, subtract, multiply or divide",
        "Which operation is needed first?",
        lambda text, n, e: (text, {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}[e.split()[1]]),
    ),
    "question": (
        "[copy|write] only the question [of the problem|]",
        "",
        lambda text, n, e: (text, text[text.rindex(". ") + 2 :]),
    ),
    "facts": (
        "[leave out the question|copy the problem without its question]",
        "",
        lambda text, n, e: (text, text[: text.rindex(". ") + 1]),
    ),
    "numbers": (
        "[list the numbers in it|write all its numbers], separated by commas",
        "Which numbers does it contain?",
        lambda text, n, e: (
            text,
            ", ".join(w for w in text.replace(".", " ").replace(",", " ").split() if w.isdigit()),
        ),
    ),
}


def _story_task(kind, form):
    do, ask, function = _STORY_FORMS[form]

    def demo(rng):
        return function(*_story(rng, kind))

    return Task(
        given="[a word problem|a math problem|a short arithmetic story|a calculation story]", do=do, ask=ask, demo=demo
    )


def _check_answer(rng, kind):
    yes, no = rng.choice([("correct", "wrong"), ("yes", "no"), ("True", "False")])

    def demo(rng):
        text, n, _ = _story(rng, kind)
        right = rng.random() < 0.5
        return f"{text}\nAnswer: {n if right else n + rng.choice([1, 2, 3, 10])}", yes if right else no

    return Task(
        given="a word problem with an answer",
        do=f"[check the answer|decide whether the answer is right]: [write|reply] '{yes}' or '{no}'",
        demo=demo,
    )


_SYMBOLS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
_SPOKEN = {"+": "plus", "-": "minus", "*": "times"}


def _expression(rng):
    a, b, op = rng.randint(2, 40), rng.randint(2, 20), rng.choice("+-*")
    return a, b, op


def _arithmetic(form):
    def demo(rng):
        a, b, op = _expression(rng)
        value = _SYMBOLS[op](a, b)
        c = rng.randint(1, 9)
        return {
            "value": (f"{a} {op} {b}", str(value)),
            "speak": (f"{a} {op} {b}", f"{a} {_SPOKEN[op]} {b}"),
            "write": (f"{a} {_SPOKEN[op]} {b}", f"{a} {op} {b}"),
            "solve-spoken": (f"{a} {_SPOKEN[op]} {b}", str(value)),
            "unknown": (f"{a} {op} x = {value}", str(b)),
            "equation": (f"{a} {op} {b}", f"{a} {op} {b} = {value}"),
            "operator": (f"{a} ? {b} = {value}", op if sum(f(a, b) == value for f in _SYMBOLS.values()) == 1 else ""),
            "prefix": (f"{a} {op} {b}", f"({op} {a} {b})"),
            "postfix": (f"{a} {op} {b}", f"{a} {b} {op}"),
            "three": (f"({a} {op} {b}) + {c}", str(value + c)),
            "swap": (f"{a} {op} {b}", f"{b} {op} {a}"),
            "check": (f"{a} {op} {b} = {value if c % 2 else value + c}", "true" if c % 2 else "false"),
            "python": (
                f"add {a} and {b}" if op == "+" else f"multiply {a} by {b}" if op == "*" else f"subtract {b} from {a}",
                f"print({a} {op} {b})",
            ),
            "function": (f"f(x) = x {op} {b}, x = {a}", str(value)),
            "compare": (
                f"{a} {op} {b} and {value + c - 5}",
                "first" if value > value + c - 5 else "second" if c > 5 else "equal",
            ),
        }[form]

    do = {
        "value": "[calculate it|evaluate it|compute the result]",
        "speak": "[write|say] the sign as a word: plus, minus or times",
        "write": "write it with signs",
        "solve-spoken": "[calculate|evaluate] it",
        "unknown": "[find x|solve for x]",
        "equation": "[complete it to an equation|write it with its result]",
        "operator": "[replace|find] the question mark: +, - or *",
        "prefix": "write it in prefix form with parentheses",
        "postfix": "write it in postfix form",
        "three": "[calculate it|evaluate it]",
        "swap": "[exchange|swap] the two numbers",
        "check": "[say|answer] 'true' if it holds and 'false' otherwise",
        "python": "write [the Python line that prints the result|Python code that prints the result]",
        "function": "[calculate|give] f(x)",
        "compare": "[say|write] which value is larger: 'first', 'second' or 'equal'",
    }[form]
    given = {
        "speak": "[a calculation|an expression]",
        "write": "a calculation in words",
        "solve-spoken": "a calculation in words",
        "unknown": "an equation with x",
        "operator": "an equation with a question mark for the sign",
        "check": "an equation",
        "python": "an instruction to calculate",
        "function": "a function and a value of x",
        "compare": "an expression and a number",
    }.get(form, "[an arithmetic expression|a calculation|an expression]")
    return Task(given=given, do=do, demo=demo)


# Identifiers from two or three words, and ways to write them.
_STYLES = {
    "snake_case": "_".join,
    "kebab-case": "-".join,
    "camelCase": lambda w: w[0] + "".join(x.capitalize() for x in w[1:]),
    "PascalCase": lambda w: "".join(x.capitalize() for x in w),
    "CONSTANT_CASE": lambda w: "_".join(w).upper(),
    "plain words": " ".join,
    "Title Case": lambda w: " ".join(x.capitalize() for x in w),
    "dot.case": ".".join,
}
_IDENTIFIER_WORDS = "user name file path max count total price order item list key value first last page size open close read write start end time date index color width height error message line text score level input output".split()


def _case_style(source, target):
    def demo(rng):
        parts = rng.sample(_IDENTIFIER_WORDS, rng.randint(2, 4))
        return _STYLES[source](parts), _STYLES[target](parts)

    return Task(
        given=f"[a name|an identifier|a variable name] in {source}",
        do=f"[convert it to|rewrite it in|write it in] {target}",
        title=f"{source} to {target}",
        answer=f"the name in {target}",
        demo=demo,
    )


def _paths(form):
    def demo(rng):
        folders = rng.sample(
            "home data office music photos letters notes reports archive projects".split(), rng.randint(1, 3)
        )
        stem, ending = (
            "_".join(rng.sample(_IDENTIFIER_WORDS, rng.randint(1, 2))),
            rng.choice(["txt", "csv", "png", "pdf", "mp3", "html", "json", "py"]),
        )
        path = "/" + "/".join(folders) + f"/{stem}.{ending}"
        kind = {
            "txt": "text",
            "csv": "table",
            "png": "image",
            "pdf": "document",
            "mp3": "sound",
            "html": "web page",
            "json": "data",
            "py": "program",
        }[ending]
        return path, {
            "file": f"{stem}.{ending}",
            "stem": stem,
            "ending": ending,
            "folder": "/" + "/".join(folders),
            "depth": str(len(folders)),
            "kind": kind,
            "first": folders[0],
            "windows": path.replace("/", "\\"),
            "backup": path + ".bak",
            "parent": folders[-1],
        }[form]

    do = {
        "file": "[give|extract] the file name with its ending",
        "stem": "[give|extract] the file name without its ending",
        "ending": "[give|extract] the file's ending",
        "folder": "[give|extract] the folder with its full path",
        "depth": "count the folders",
        "kind": "[say|name] what it holds, by its ending: text, table, image, document, sound, web page, data or program",
        "first": "name the first folder",
        "windows": "write it with backslashes",
        "backup": "add the ending .bak",
        "parent": "name the folder that holds the file",
    }[form]
    return Task(given="[a file path|the path of a file|a path]", do=do, demo=demo)


def _code(form):
    def demo(rng):
        name = "_".join(rng.sample(_IDENTIFIER_WORDS, 2))
        a, b = rng.randint(2, 30), rng.randint(2, 30)
        items = rng.sample(words("fruit"), 3)
        shown = ", ".join(f'"{i}"' for i in items)
        k = rng.randint(0, 2)
        return {
            "assign": (f"{name} = {a}", f"set {name.replace('_', ' ')} to {a}"),
            "to-code": (f"set {name.replace('_', ' ')} to {a}", f"{name} = {a}"),
            "print": (f"x = {a}\ny = {b}\nprint(x + y)", str(a + b)),
            "if": (f"x = {a}\nprint('big' if x > {b} else 'small')", "big" if a > b else "small"),
            "len": (f"items = [{shown}]\nprint(len(items[{k}]))", str(len(items[k]))),
            "index": (f"items = [{shown}]\nprint(items[{k}])", items[k]),
            "range": (f"print(list(range({a}, {a + k + 2})))", str(list(range(a, a + k + 2)))),
            "loop": (
                f"total = {a}\nfor i in range({k + 2}):\n    total = total + {b}\nprint(total)",
                str(a + b * (k + 2)),
            ),
            "comment": (f"{name} = {a} * {b}", f"# multiply {a} by {b} and store the result in {name}"),
            "rename": (f"x = {a}\ny = x + {b}", f"value = {a}\ny = value + {b}"),
            "string": (f'word = "{items[0]}"\nprint(word[0] + word[-1])', items[0][0] + items[0][-1]),
            "join": (f"items = [{shown}]\nprint('-'.join(items))", "-".join(items)),
        }[form]

    do = {
        "assign": "[say in words what it does|put it into words]",
        "to-code": "[write the line of code|write it as code]",
        "comment": "[write a comment that explains it|explain it in a comment]",
        "rename": "rename the variable x to value",
    }.get(form, "[write|give] [what it prints|its output]")
    return Task(
        given="an instruction in words"
        if form == "to-code"
        else "[a few lines of Python|a short Python program|a piece of code]",
        do=do,
        ask="" if form in ("assign", "to-code", "comment", "rename") else "What does the program print?",
        demo=demo,
    )


def _schedule(form):
    def demo(rng):
        steps = rng.sample(
            [
                "boil the water",
                "cut the bread",
                "call the office",
                "feed the cat",
                "lock the door",
                "sign the form",
                "pack the bag",
                "wash the cup",
                "read the letter",
                "buy milk",
                "water the plants",
                "fold the shirts",
            ],
            rng.randint(3, 5),
        )
        story = (
            "First "
            + steps[0]
            + ", "
            + ", ".join("then " + s for s in steps[1:-1])
            + (", " if len(steps) > 2 else "")
            + "and finally "
            + steps[-1]
            + "."
        )
        k = rng.randrange(len(steps) - 1)
        return {
            "steps": (story, "\n".join(f"{i}. {s}" for i, s in enumerate(steps, 1))),
            "story": ("\n".join(steps), story),
            "first": (story, steps[0]),
            "last": (story, steps[-1]),
            "count": (story, str(len(steps))),
            "after": (f"{story}\nWhat comes after this: {steps[k]}", steps[k + 1]),
            "before": (f"{story}\nWhat comes before this: {steps[k + 1]}", steps[k]),
            "reverse": (story, joined(steps[::-1])),
            "nouns": (story, ", ".join(s.split()[-1] for s in steps)),
            "verbs": (story, ", ".join(s.split()[0] for s in steps)),
        }[form]

    do = {
        "steps": "[write it as a numbered list|number the steps, one a line]",
        "story": "[write them as one sentence with first, then and finally|join them into a sentence with 'First', 'then' and 'and finally']",
        "first": "[give|write] the first step",
        "last": "[give|write] the last step",
        "count": "count the steps",
        "after": "[give|name] the step that follows",
        "before": "[give|name] the step before",
        "reverse": "list the steps from the last to the first, as running text",
        "nouns": "list the things that are handled, separated by commas",
        "verbs": "list the verbs, separated by commas",
    }[form]
    return Task(
        given="[steps of a plan, one a line|a list of steps]"
        if form == "story"
        else "[a plan|instructions with several steps|a plan in one sentence]"
        + (" and a question" if form in ("after", "before") else ""),
        do=do,
        demo=demo,
    )


def families():
    for kind in (None, *STORIES):
        for form in _STORY_FORMS:
            if not (kind is not None and form == "operation"):
                yield Family(f"problems/story/{kind or 'any'}/{form}", lambda rng, k=kind, f=form: _story_task(k, f))
        yield Family(f"problems/story/{kind or 'any'}/check", lambda rng, k=kind: _check_answer(rng, k))
    for form in (
        "value",
        "speak",
        "write",
        "solve-spoken",
        "unknown",
        "equation",
        "operator",
        "prefix",
        "postfix",
        "three",
        "swap",
        "check",
        "python",
        "function",
        "compare",
    ):
        yield Family(f"problems/expression/{form}", lambda rng, f=form: _arithmetic(f))
    for source in _STYLES:
        for target in _STYLES:
            if source != target:
                yield Family(f"problems/case/{source}-to-{target}", lambda rng, s=source, t=target: _case_style(s, t))
    for form in ("file", "stem", "ending", "folder", "depth", "kind", "first", "windows", "backup", "parent"):
        yield Family(f"problems/path/{form}", lambda rng, f=form: _paths(f))
    for form in (
        "assign",
        "to-code",
        "print",
        "if",
        "len",
        "index",
        "range",
        "loop",
        "comment",
        "rename",
        "string",
        "join",
    ):
        yield Family(f"problems/code/{form}", lambda rng, f=form: _code(f))
    for form in ("steps", "story", "first", "last", "count", "after", "before", "reverse", "nouns", "verbs"):
        yield Family(f"problems/steps/{form}", lambda rng, f=form: _schedule(f))
