"""Families over numbers and lists of numbers: sources x operations."""

import re
from math import gcd, prod

from .conditions import is_prime
from .english import number_words, ordinal
from .family import Family, Task

_C = "[calculate|compute|work out|find|give]"


def roman(n):
    text = ""
    for value, letters in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += letters * (n // value)
        n %= value
    return text


def divisors(n):
    return [k for k in range(1, n + 1) if n % k == 0]


def factors(n):
    found, k = [], 2
    while n > 1:
        while n % k == 0:
            found.append(k)
            n //= k
        k += 1
    return found


def mean(values):
    """The mean as text where it has at most one decimal place, or nothing."""
    tenths = 10 * sum(values)
    if tenths % len(values):
        return ""
    return f"{tenths // len(values) / 10:g}"


def middle(values):
    return str(sorted(values)[len(values) // 2]) if len(values) % 2 else ""


# id, imperative, question, function of one number.
ONE = [
    ("words", "[write it|spell it out] in [English|] words", "How is the number written in words?", number_words),
    ("ordinal", "write it as an ordinal [number|] in digits, like 1st or 2nd", "", ordinal),
    ("roman", "[write it in|convert it to] Roman numerals", "What is the number in Roman numerals?", roman),
    ("binary", "[convert it to|write it in] binary", "", lambda n: f"{n:b}"),
    ("hex", "[convert it to|write it in] hexadecimal[, in lower case|]", "", lambda n: f"{n:x}"),
    ("square", f"{_C} its square", "What is the square of the number?", lambda n: str(n * n)),
    ("double", "[double it|multiply it by two]", "What is twice the number?", lambda n: str(2 * n)),
    ("half", "[halve it|divide it by two]", "What is half of the number?", lambda n: f"{n / 2:g}"),
    ("digit-sum", "[add up|sum] its digits", "What is the sum of its digits?", lambda n: str(sum(map(int, str(n))))),
    ("digit-product", "[multiply|find the product of] its digits", "", lambda n: str(prod(map(int, str(n))))),
    ("reverse-digits", "write its digits in reverse order", "", lambda n: str(n)[::-1]),
    (
        "sort-digits",
        "[sort its digits|put its digits in order], the smallest first",
        "",
        lambda n: "".join(sorted(str(n))),
    ),
    (
        "digits",
        "[count its digits|give the number of its digits]",
        "How many digits does it have?",
        lambda n: str(len(str(n))),
    ),
    ("largest-digit", "[give|find] its largest digit", "Which is its largest digit?", lambda n: max(str(n))),
    ("last-digit", "[give|write] its last digit", "What is its last digit?", lambda n: str(n)[-1]),
    ("split-digits", "write its digits separated by spaces", "", lambda n: " ".join(str(n))),
    ("predecessor", "[give|write] the number before it", "Which number comes just before?", lambda n: str(n - 1)),
    ("successor", "[give|write] the number after it", "Which number comes next?", lambda n: str(n + 1)),
    ("next-even", "[give|find] the next even number[ above it|]", "", lambda n: str(n + 2 - n % 2)),
    (
        "divisors",
        "[list|write] all its divisors[, in rising order|]",
        "Which numbers divide it?",
        lambda n: ", ".join(map(str, divisors(n))) if n < 400 else "",
    ),
    (
        "factors",
        "[factor it into primes|write it as a product of primes], with 'x' between the factors",
        "",
        lambda n: " x ".join(map(str, factors(n))) if 1 < n < 400 else "",
    ),
    (
        "count-divisors",
        "count its divisors",
        "How many divisors does it have?",
        lambda n: str(len(divisors(n))) if n < 400 else "",
    ),
    (
        "next-prime",
        "[give|find] the smallest prime above it",
        "",
        lambda n: str(next(k for k in range(n + 1, 2 * n + 3) if is_prime(k))),
    ),
    ("round-ten", "round it to the nearest ten[; five is rounded up|]", "", lambda n: str((n + 5) // 10 * 10)),
    (
        "round-hundred",
        "round it to the nearest hundred[; fifty is rounded up|]",
        "",
        lambda n: str((n + 50) // 100 * 100),
    ),
    (
        "parity",
        "[say|write] whether it is 'even' or 'odd'",
        "Is it even or odd?",
        lambda n: "even" if n % 2 == 0 else "odd",
    ),
    (
        "collatz",
        "halve it if it is even; otherwise multiply it by three and add one",
        "",
        lambda n: str(n // 2 if n % 2 == 0 else 3 * n + 1),
    ),
    ("thousands", "write it with two decimal places", "", lambda n: f"{n}.00"),
    ("percent", "write it as a percentage of 1000", "", lambda n: f"{n / 10:g}%"),
    ("negative", "[negate it|change its sign]", "", lambda n: str(-n)),
    (
        "palindrome",
        "[say|answer] 'yes' if its digits read the same backwards and 'no' otherwise",
        "Does it read the same backwards?",
        lambda n: "yes" if str(n) == str(n)[::-1] else "no",
    ),
    (
        "fizz",
        "write 'fizz' if it is divisible by 3, 'buzz' if it is divisible by 5, 'fizzbuzz' if by both, and else the number itself",
        "",
        lambda n: ("fizz" * (n % 3 == 0) + "buzz" * (n % 5 == 0)) or str(n),
    ),
]
WITH = [
    ("add", lambda r: r.randint(2, 60), lambda k: f"[add {k} to it|increase it by {k}]", lambda n, k: str(n + k)),
    (
        "subtract",
        lambda r: r.randint(2, 60),
        lambda k: f"[subtract {k} from it|decrease it by {k}|take away {k}]",
        lambda n, k: str(n - k),
    ),
    (
        "multiply",
        lambda r: r.randint(3, 12),
        lambda k: f"[multiply it by {k}|give {k} times the number]",
        lambda n, k: str(n * k),
    ),
    (
        "remainder",
        lambda r: r.randint(3, 12),
        lambda k: f"give the remainder of dividing it by {k}",
        lambda n, k: str(n % k),
    ),
    (
        "quotient",
        lambda r: r.randint(3, 12),
        lambda k: f"divide it by {k} and [drop the remainder|round down]",
        lambda n, k: str(n // k),
    ),
    (
        "complement",
        lambda r: r.choice([1000, 500, 2000]),
        lambda k: f"[give|calculate] what is missing to {k}",
        lambda n, k: str(k - n),
    ),
    (
        "compare",
        lambda r: r.randint(50, 300),
        lambda k: f"compare it with {k}: [answer|write] 'larger', 'smaller' or 'equal'",
        lambda n, k: "larger" if n > k else "smaller" if n < k else "equal",
    ),
    (
        "distance",
        lambda r: r.randint(50, 300),
        lambda k: f"[give|calculate] its distance from {k}",
        lambda n, k: str(abs(n - k)),
    ),
    (
        "two-steps",
        lambda r: (r.randint(2, 6), r.randint(1, 30)),
        lambda k: f"multiply it by {k[0]} and add {k[1]} [to the result|]",
        lambda n, k: str(n * k[0] + k[1]),
    ),
    (
        "clamp",
        lambda r: (r.randint(20, 60), r.randint(150, 300)),
        lambda k: f"write {k[0]} if it is below {k[0]}, {k[1]} if it is above {k[1]}, and otherwise the number itself",
        lambda n, k: str(min(max(n, k[0]), k[1])),
    ),
    (
        "band",
        lambda r: (r.randint(20, 90), r.randint(120, 300)),
        lambda k: (
            f"[write|answer] 'low' if it is below {k[0]}, 'high' if it is above {k[1]} and 'medium' [otherwise|in between]"
        ),
        lambda n, k: "low" if n < k[0] else "high" if n > k[1] else "medium",
    ),
    (
        "pad",
        lambda r: r.choice([5, 6, 8]),
        lambda k: f"[write it with leading zeros|fill it up with zeros on the left] so that it has {k} digits",
        lambda n, k: str(n).zfill(k),
    ),
]
ONE_SOURCES = {
    "number": ("[a number|a whole number|a positive integer]", lambda r: r.randint(2, 500), "{}"),
    "small": ("[a small number n|a number n below 100]", lambda r: r.randint(2, 99), "n = {}"),
    "page": ("[a page number|the number of a page]", lambda r: r.randint(2, 400), "page {}"),
    "count": ("[a count of visitors|the number of visitors]", lambda r: r.randint(10, 990), "{} visitors"),
}

# id, imperative, question, function of a list of numbers.
MANY = [
    ("sum", "[add them up|add the numbers|give their sum]", "What is the sum?", lambda x: sum(x)),
    ("mean", f"{_C} [their average|the mean]", "What is the average?", mean),
    ("median", f"{_C} the median", "What is the median?", middle),
    ("max", "[give|find|write] the largest [number|one]", "Which number is the largest?", max),
    ("min", "[give|find|write] the smallest [number|one]", "Which number is the smallest?", min),
    ("range", "[give|calculate] the difference between the largest and the smallest", "", lambda x: max(x) - min(x)),
    (
        "second",
        "[give|find] the second largest [number|one]",
        "Which number is the second largest?",
        lambda x: sorted(set(x))[-2] if len(set(x)) > 1 else "",
    ),
    ("sort", "[sort them|put them in order|order the numbers] [from small to large|in ascending order]", "", sorted),
    (
        "sort-down",
        "[sort them|put them in order|order the numbers] [from large to small|in descending order]",
        "",
        lambda x: sorted(x, reverse=True),
    ),
    (
        "evens",
        "[keep|write|list] only the even numbers, or 'none'",
        "Which numbers are even?",
        lambda x: [n for n in x if n % 2 == 0] or "none",
    ),
    (
        "odds",
        "[keep|write|list] only the odd numbers, or 'none'",
        "Which numbers are odd?",
        lambda x: [n for n in x if n % 2] or "none",
    ),
    (
        "differences",
        "[give|write] the differences between neighbors, each number minus the one before it",
        "",
        lambda x: [b - a for a, b in zip(x, x[1:])],
    ),
    ("running", "[give|write] the running totals", "", lambda x: [sum(x[: i + 1]) for i in range(len(x))]),
    ("reverse", "write them in reverse order", "", lambda x: x[::-1]),
    ("first-plus-last", "add the first and the last [number|]", "", lambda x: x[0] + x[-1]),
    ("product-two", "multiply the first two numbers", "", lambda x: x[0] * x[1]),
    ("increment", "increase [each|every one] by one", "", lambda x: [n + 1 for n in x]),
    ("double", "double [each of them|every number]", "", lambda x: [2 * n for n in x]),
    (
        "position-max",
        "[give|write] the position of the largest number, counting from 1",
        "At which position is the largest number?",
        lambda x: x.index(max(x)) + 1 if x.count(max(x)) == 1 else "",
    ),
    (
        "sorted",
        "[answer|write] 'yes' if they are in ascending order and 'no' otherwise",
        "Are they in ascending order?",
        lambda x: "yes" if x == sorted(x) else "no",
    ),
    (
        "trend",
        "[answer|write] 'up' if the last is larger than the first, 'down' if it is smaller, and 'flat' if both are equal",
        "",
        lambda x: "up" if x[-1] > x[0] else "down" if x[-1] < x[0] else "flat",
    ),
    ("extremes", "[give|write] the smallest and the largest", "", lambda x: [min(x), max(x)]),
    ("gcd", f"{_C} their greatest common divisor", "What is their greatest common divisor?", lambda x: gcd(*x)),
    ("without-max", "[remove|leave out] the largest number", "", lambda x: [n for n in x if n != max(x)]),
    (
        "alternating",
        "[add and subtract in turn|calculate the alternating sum]: the first minus the second plus the third and so on",
        "",
        lambda x: sum(n if i % 2 == 0 else -n for i, n in enumerate(x)),
    ),
    (
        "above-mean",
        "count those above their average",
        "How many are above the average?",
        lambda x: sum(n * len(x) > sum(x) for n in x),
    ),
]
MANY_SOURCES = {
    "numbers": ("[a list of numbers|some numbers|a series of numbers]", 1, 99),
    "temperatures": ("[a list of temperatures|the temperatures of several days]", 1, 35),
    "ages": ("[the ages of a group of people|a list of ages]", 1, 90),
    "scores": ("[the scores of several players|a list of scores]", 0, 50),
    "prices": ("[several prices in dollars|a list of prices]", 2, 80),
    "steps": ("[the minutes of several runs|running times in minutes]", 10, 70),
}


def _draw_one(source, do, ask, function):
    given, draw, shown = ONE_SOURCES[source]

    def demo(rng):
        number = draw(rng)
        return shown.format(number), function(number)

    return Task(given=given, do=re.sub(r"\bit\b", "[the number|it]", do, count=1), ask=ask, demo=demo)


def _draw_many(rng, source, do, ask, function):
    given, low, high = MANY_SOURCES[source]
    joint = rng.choice([", ", " ", "; "])

    def demo(rng):
        values = [rng.randint(low, high) for _ in range(rng.randint(3, 7))]
        if rng.random() < 0.2:
            values.sort()
        made = function(values)
        return joint.join(map(str, values)), joint.join(map(str, made)) if isinstance(made, list) else str(made)

    return Task(given=given, do=do, ask=ask, demo=demo)


def families():
    for source in ONE_SOURCES:
        for name, do, ask, function in ONE:
            yield Family(
                f"numbers/{source}/{name}", lambda rng, s=source, d=do, q=ask, f=function: _draw_one(s, d, q, f)
            )
        for name, parameter, do, function in WITH:

            def draw(rng, s=source, p=parameter, d=do, f=function):
                k = p(rng)
                return _draw_one(s, d(k), "", lambda n: f(n, k))

            yield Family(f"numbers/{source}/{name}", draw)
    for source in MANY_SOURCES:
        for name, do, ask, function in MANY:
            yield Family(
                f"numbers/{source}/{name}", lambda rng, s=source, d=do, q=ask, f=function: _draw_many(rng, s, d, q, f)
            )
