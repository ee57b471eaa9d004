"""Families over dates, times of day, units and money."""

import datetime

from .english import ordinal
from .family import Family, Task
from .lexicon import words

MONTHS, DAYS = words("month"), words("weekday")
DATE_FORMS = {
    "iso": ("[in the form YYYY-MM-DD|as year-month-day, like 2021-03-09]", lambda d: d.isoformat()),
    "slash": (
        "[in the form MM/DD/YYYY|with slashes, the month first]",
        lambda d: f"{d.month:02d}/{d.day:02d}/{d.year}",
    ),
    "dots": ("[in the form DD.MM.YYYY|with dots, the day first]", lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}"),
    "long": (
        "[in words, like March 9, 2021|with the name of the month first]",
        lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    ),
    "british": (
        "[like 9 March 2021|with the day before the name of the month]",
        lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    ),
    "spoken": (
        "[as it is spoken, like the 9th of March 2021|with an ordinal day and 'of']",
        lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    ),
    "short": (
        "[with a month of three letters, like 09-Mar-2021|like 09-Mar-2021]",
        lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3]}-{d.year}",
    ),
    "compact": (
        "[as eight digits: year, month, day|in the form YYYYMMDD]",
        lambda d: f"{d.year}{d.month:02d}{d.day:02d}",
    ),
}
DATE_FACTS = {
    "year": ("[give|write|extract] the year", "Which year is it?", lambda d: str(d.year)),
    "month": ("[give|write] the name of the month", "Which month is it?", lambda d: MONTHS[d.month - 1]),
    "day": ("[give|write|extract] the day of the month", "Which day of the month is it?", lambda d: str(d.day)),
    "month-number": ("[give|write] the number of the month, from 1 to 12", "", lambda d: str(d.month)),
    "weekday": (
        "[give|find] the day of the week",
        "On which day of the week does it fall?",
        lambda d: DAYS[d.weekday()],
    ),
    "season": (
        "name the season: winter (December to February), spring (March to May), summer (June to August) or autumn",
        "Which season is it, if winter is December to February?",
        lambda d: ("winter", "spring", "summer", "autumn")[d.month % 12 // 3],
    ),
    "quarter": (
        "[name|give] the quarter of the year: Q1, Q2, Q3 or Q4",
        "In which quarter is it?",
        lambda d: f"Q{(d.month + 2) // 3}",
    ),
    "half": (
        "[say|write] 'first' for the first half of the year and 'second' for the second",
        "Is it in the first or in the second half of the year?",
        lambda d: "first" if d.month < 7 else "second",
    ),
    "decade": ("[give|write] the decade, like 1990s", "", lambda d: f"{d.year // 10 * 10}s"),
    "century": ("[give|write] the century, like 20th", "", lambda d: ordinal((d.year - 1) // 100 + 1)),
    "leap": (
        "[say|write] 'yes' if the year is a leap year and 'no' otherwise",
        "Is it in a leap year?",
        lambda d: "yes" if d.year % 4 == 0 and (d.year % 100 or d.year % 400 == 0) else "no",
    ),
    "weekend": (
        "[say|write] 'weekend' or 'weekday'",
        "Is it on a weekend or a weekday?",
        lambda d: "weekend" if d.weekday() > 4 else "weekday",
    ),
    "next-day": ("[give|write] the next day [in the same form|]", "", None),
    "next-week": ("[give|write] the day one week later [in the same form|]", "", None),
}
_SHIFTS = {"next-day": 1, "next-week": 7}


def _date(rng):
    return datetime.date(1950, 1, 1) + datetime.timedelta(rng.randint(0, 28_000))


def _date_task(source, target):
    given, write = DATE_FORMS[source]
    wanted, rewrite = DATE_FORMS[target]

    def demo(rng):
        date = _date(rng)
        return f"Date: {write(date)}", rewrite(date)

    return Task(
        given=f"[a date|a date {given}]",
        do=f"[write it|rewrite it|convert it to a date|give it] {wanted}",
        answer=f"the date {wanted}",
        demo=demo,
    )


def _date_fact(rng, name):
    do, ask, fact = DATE_FACTS[name]
    form = rng.choice([f for f in DATE_FORMS if not (name in ("year", "month", "day") and f == "compact")])
    write = DATE_FORMS[form][1]
    around = rng.choice(
        [
            lambda text, r: f"Date: {text}",
            lambda text, r: text,
            lambda text, r: (
                f"{r.choice(words('first name'))} was born on {text}." if form != "spoken" else f"Born on {text}."
            ),
            lambda text, r: f"The invoice is dated {text}.",
        ]
    )

    def demo(rng):
        date = _date(rng)
        made = fact(date) if fact else write(date + datetime.timedelta(_SHIFTS[name]))
        return around(write(date), rng), made

    return Task(given=f"[a date|a date {DATE_FORMS[form][0]}|a text with a date]", do=do, ask=ask, demo=demo)


def _clock(minutes, form):
    hour, minute = minutes // 60 % 24, minutes % 60
    if form == "24":
        return f"{hour:02d}:{minute:02d}"
    return f"{(hour + 11) % 12 + 1}:{minute:02d} {'am' if hour < 12 else 'pm'}"


TIME_TASKS = {
    "to-24": (
        "a time with am or pm",
        "[write it on the 24-hour clock|convert it to 24-hour time]",
        "12",
        lambda m, k: _clock(m, "24"),
    ),
    "to-12": (
        "a time on the 24-hour clock",
        "[write it with am or pm|convert it to the 12-hour clock]",
        "24",
        lambda m, k: _clock(m, "12"),
    ),
    "later": ("a time", "[give|write] the time KH minutes later", "24", lambda m, k: _clock(m + k, "24")),
    "earlier": ("a time", "[give|write] the time KH minutes earlier", "24", lambda m, k: _clock(m - k, "24")),
    "to-midnight": (
        "a time",
        "[count|give] the minutes that are left until midnight",
        "24",
        lambda m, k: str(1440 - m),
    ),
    "minutes": ("a time", "[count|give] the minutes since midnight", "24", lambda m, k: str(m)),
    "part-of-day": (
        "a time",
        "[say|name] the part of the day: night (before 6:00), morning (before 12:00), afternoon (before 18:00) or evening",
        "24",
        lambda m, k: ("night", "morning", "afternoon", "evening")[m // 360],
    ),
    "spoken": (
        "a time",
        "write it as 'minutes past hour', like '20 past 7', on the 12-hour clock",
        "24",
        lambda m, k: f"{m % 60} past {(m // 60 + 11) % 12 + 1}" if m % 60 else "",
    ),
    "round-hour": ("a time", "[round it down|cut it] to the full hour", "24", lambda m, k: _clock(m // 60 * 60, "24")),
    "hour": ("a time with am or pm", "[give|extract] only the hour", "12", lambda m, k: str((m // 60 + 11) % 12 + 1)),
    "shop": (
        "a time",
        "[say|write] 'open' if a shop that is open from 9:00 to 18:00 is open then, else 'closed'",
        "24",
        lambda m, k: "open" if 540 <= m < 1080 else "closed",
    ),
}


def _time_task(rng, name):
    given, do, form, function = TIME_TASKS[name]
    k = rng.choice([10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90])
    around = (
        rng.choice(["{}", "Time: {}", "The train leaves at {}.", "It is {}."])
        if name not in ("later", "earlier")
        else rng.choice(["{}", "Time: {}"])
    )

    def demo(rng):
        minutes = rng.randint(0, 287) * 5
        if name in ("later", "earlier") and not k <= minutes < 1440 - k:
            return "", ""
        return around.format(_clock(minutes, form)), function(minutes, k)

    return Task(
        given=given,
        do=do.replace("KH", str(k)),
        demo=demo,
        answer="[a time|the result]" if "to-" in name or name in ("later", "earlier") else "",
    )


# (large unit, small unit, how many of the small one in a large one)
UNITS = [
    ("meters", "centimeters", 100),
    ("centimeters", "millimeters", 10),
    ("kilometers", "meters", 1000),
    ("hours", "minutes", 60),
    ("minutes", "seconds", 60),
    ("days", "hours", 24),
    ("weeks", "days", 7),
    ("years", "months", 12),
    ("kilograms", "grams", 1000),
    ("liters", "milliliters", 1000),
    ("feet", "inches", 12),
    ("yards", "feet", 3),
    ("dozens", "pieces", 12),
    ("dollars", "cents", 100),
    ("gallons", "quarts", 4),
    ("pounds", "ounces", 16),
    ("tons", "kilograms", 1000),
    ("gigabytes", "megabytes", 1024),
    ("pairs", "pieces", 2),
    ("decades", "years", 10),
]


def _single(unit):
    return "foot" if unit == "feet" else unit[:-1]


def _unit_task(rng, big, small, factor, down):
    source, target = (big, small) if down else (small, big)
    shows_unit = rng.random() < 0.7
    things = rng.choice(["Amount", "Value", "Given", "Quantity"])

    def demo(rng):
        n = rng.randint(2, 60)
        given, made = (n, n * factor) if down else (n * factor, n)
        return f"{things}: {given} {source}", f"{made} {target}" if shows_unit else str(made)

    return Task(
        given=f"[an amount in {source}|a number of {source}]",
        do=f"[convert it to|express it in|give it in] {target}" + ("" if shows_unit else ", as a plain number"),
        ask=f"How many {target} is that?",
        answer=f"the amount in {target}",
        title=f"[From {source} to {target}|Unit conversion: {source} to {target}|{source} -> {target}]",
        notes=[f"[One {_single(big)} has|In one {_single(big)} there are] {factor} {small}."],
        demo=demo,
    )


def _rate_task(rng, item, currency):
    rate = rng.choice([2, 3, 4, 5, 8, 10, 12, 20])

    def demo(rng):
        count = rng.randint(2, 25)
        return f"{count} {item}", f"{count * rate} {currency}"

    return Task(
        given=f"a number of {item}",
        do=f"[calculate|give] the price if one costs {rate} {currency}",
        ask=f"What do they cost at {rate} {currency} each?",
        answer=f"a price in {currency}",
        demo=demo,
    )


def _dollars(cents):
    return f"${cents // 100}.{cents % 100:02d}"


def _money(rng, name):
    def demo(rng):
        price = rng.randint(101, 4999)
        paid = next(note for note in (500, 1000, 2000, 5000) if note > price)
        return {
            "change": (f"Price: {_dollars(price)}, paid: {_dollars(paid)}", _dollars(paid - price)),
            "double": (f"Price: {_dollars(price)}", _dollars(2 * price)),
            "cents": (f"Price: {_dollars(price)}", str(price)),
            "round": (f"Price: {_dollars(price)}", f"${(price + 50) // 100}"),
            "euro": (f"Price: {_dollars(price)}", f"{price // 100},{price % 100:02d} EUR"),
            "total": (f"Items: {_dollars(price)} and {_dollars(paid)}", _dollars(price + paid)),
        }[name]

    do = {
        "change": "[calculate|give] the change",
        "double": "[calculate|give] the price of two",
        "cents": "[write|give] it in cents",
        "round": "round it to whole dollars",
        "euro": "[write|rewrite] it with a decimal comma and EUR after it",
        "total": "[calculate|give] the total",
    }[name]
    return Task(
        given="a price and the money that was paid"
        if name == "change"
        else "two prices"
        if name == "total"
        else "a price",
        do=do,
        demo=demo,
        answer="an amount of money",
    )


def families():
    for source in DATE_FORMS:
        for target in DATE_FORMS:
            if source != target:
                yield Family(f"measures/date/{source}-to-{target}", lambda rng, s=source, t=target: _date_task(s, t))
    for name in DATE_FACTS:
        yield Family(f"measures/date/{name}", lambda rng, n=name: _date_fact(rng, n))
    for name in TIME_TASKS:
        yield Family(f"measures/time/{name}", lambda rng, n=name: _time_task(rng, n))
    for big, small, factor in UNITS:
        for down in (True, False):
            yield Family(
                f"measures/units/{big}-{small}-{'down' if down else 'up'}",
                lambda rng, b=big, s=small, f=factor, d=down: _unit_task(rng, b, s, f, d),
            )
    for item in ("tickets", "apples", "books", "chairs", "stamps", "lamps", "bottles", "pencils"):
        for currency in ("dollars", "euros", "points"):
            yield Family(f"measures/price/{item}-{currency}", lambda rng, i=item, c=currency: _rate_task(rng, i, c))
    for name in ("change", "double", "cents", "round", "euro", "total"):
        yield Family(f"measures/money/{name}", lambda rng, n=name: _money(rng, n))
