"""Families over reviews, requests, mails and dialogues, made from phrases whose tone, topic and wish are known."""

from .clause import capital
from .english import joined
from .family import Family, Task
from .lexicon import words

# Subject -> (things it is judged by, good phrases, bad phrases). Phrases are whole clauses.
SUBJECTS = {
    "hotel": (
        ("the room", "the bed", "the view", "the breakfast", "the staff"),
        (
            "the room was spotless",
            "the bed was very comfortable",
            "the view was wonderful",
            "breakfast was delicious",
            "the staff were kind and helpful",
        ),
        (
            "the room was dirty",
            "the bed was far too hard",
            "the view was of a wall",
            "breakfast was cold",
            "the staff were rude",
        ),
    ),
    "restaurant": (
        ("the food", "the service", "the portions", "the tables", "the prices"),
        (
            "the food was delicious",
            "the service was quick and friendly",
            "the portions were generous",
            "the tables were beautifully set",
            "the prices were fair",
        ),
        (
            "the food was tasteless",
            "the service was painfully slow",
            "the portions were tiny",
            "the tables were sticky",
            "the prices were outrageous",
        ),
    ),
    "film": (
        ("the plot", "the actors", "the music", "the ending", "the pictures"),
        (
            "the plot was gripping",
            "the actors were brilliant",
            "the music was beautiful",
            "the ending moved me",
            "the pictures were stunning",
        ),
        (
            "the plot was a mess",
            "the actors were wooden",
            "the music was annoying",
            "the ending made no sense",
            "the pictures were blurred",
        ),
    ),
    "book": (
        ("the story", "the style", "the characters", "the humor", "the print"),
        (
            "the story is captivating",
            "the style is elegant",
            "the characters feel real",
            "the humor is wonderful",
            "the print is easy to read",
        ),
        (
            "the story is boring",
            "the style is clumsy",
            "the characters are flat",
            "the humor is tiresome",
            "the print is far too small",
        ),
    ),
    "phone": (
        ("the battery", "the screen", "the camera", "the speed", "the case"),
        (
            "the battery lasts for days",
            "the screen is bright and sharp",
            "the camera takes great pictures",
            "it is amazingly fast",
            "the case feels solid",
        ),
        (
            "the battery dies within hours",
            "the screen flickers",
            "the camera is useless",
            "it is terribly slow",
            "the case broke at once",
        ),
    ),
    "course": (
        ("the teacher", "the pace", "the exercises", "the group", "the room"),
        (
            "the teacher explains everything well",
            "the pace is just right",
            "the exercises are useful",
            "the group is friendly",
            "the room is quiet and bright",
        ),
        (
            "the teacher explains nothing",
            "the pace is far too fast",
            "the exercises are pointless",
            "the group is unfriendly",
            "the room is loud and stuffy",
        ),
    ),
    "train ride": (
        ("the seats", "the punctuality", "the crew", "the toilets", "the price"),
        (
            "the seats were comfortable",
            "the train was on time",
            "the crew were polite",
            "the toilets were clean",
            "the ticket was cheap",
        ),
        (
            "the seats were torn",
            "the train was two hours late",
            "the crew were grumpy",
            "the toilets were out of order",
            "the ticket was far too expensive",
        ),
    ),
    "jacket": (
        ("the fit", "the fabric", "the zipper", "the color", "the delivery"),
        (
            "it fits perfectly",
            "the fabric is soft and warm",
            "the zipper runs smoothly",
            "the color is lovely",
            "it arrived a day early",
        ),
        (
            "it does not fit at all",
            "the fabric is thin and itchy",
            "the zipper jammed on the first day",
            "the color faded in the wash",
            "it arrived three weeks late",
        ),
    ),
}
_GOOD_OPEN = [
    "I loved this {s}.",
    "What a great {s}!",
    "I can recommend this {s} to everyone.",
    "A wonderful {s}.",
    "I am very happy with this {s}.",
    "This {s} was better than I expected.",
]
_BAD_OPEN = [
    "I hated this {s}.",
    "What an awful {s}!",
    "I cannot recommend this {s} to anyone.",
    "A terrible {s}.",
    "I am very unhappy with this {s}.",
    "This {s} was worse than I feared.",
]
_NEUTRAL = [
    "It was the second time.",
    "I paid by card.",
    "A friend told me about it.",
    "It was in May.",
    "We were four people.",
    "I found it on the internet.",
]
SENTIMENT_LABELS = [
    ("positive", "negative"),
    ("Positive", "Negative"),
    ("good", "bad"),
    ("happy", "unhappy"),
    ("thumbs up", "thumbs down"),
    ("POS", "NEG"),
    ("satisfied", "dissatisfied"),
    ("+", "-"),
    ("recommended", "not recommended"),
    ("1", "0"),
]


def _clauses(rng, subject, good, count):
    """`count` different aspects with their phrases."""
    aspects, praise, blame = SUBJECTS[subject]
    chosen = rng.sample(range(len(aspects)), count)
    return [(aspects[i], (praise if good else blame)[i]) for i in chosen]


def _review(rng, subject, good, count=2):
    phrases = [phrase for _, phrase in _clauses(rng, subject, good, count)]
    text = rng.choice(_GOOD_OPEN if good else _BAD_OPEN).format(s=subject) if rng.random() < 0.6 else ""
    body = capital(joined(phrases)) + "."
    extra = rng.choice(_NEUTRAL) if rng.random() < 0.3 else ""
    return " ".join(part for part in (text, body, extra) if part)


def _subject(rng, subject):
    return subject or rng.choice(list(SUBJECTS))


def _sentiment(rng, subject):
    yes, no = rng.choice(SENTIMENT_LABELS)

    def demo(rng):
        good = rng.random() < 0.5
        return _review(rng, _subject(rng, subject), good, rng.randint(1, 3)), yes if good else no

    what = f"a review of a {subject}" if subject else "[a review|a customer review]"
    plain = yes.lower() in ("positive", "good", "happy", "satisfied", "pos")
    rules = (
        []
        if plain
        else [f"[Write|Use] '{yes}' for a [positive|good|favorable] review and '{no}' for a [negative|bad] one."]
    )
    return Task(
        given=what,
        do=f"[classify it|label the review|judge it] as '{yes}' or '{no}'",
        ask="[Is the writer pleased or not|Is the review favorable|How does the writer feel]?",
        rules=rules if rng.random() < 0.5 or not plain else [],
        answer=f"'{yes}' or '{no}'",
        title="[Sentiment of a review|Is the review good or bad?]",
        demo=demo,
    )


def _rating(rng, subject):
    def demo(rng):
        name = _subject(rng, subject)
        stars = rng.randint(1, 5)
        count = {1: (0, 3), 2: (1, 2), 3: (1, 1), 4: (2, 1), 5: (3, 0)}[stars]
        aspects, praise, blame = SUBJECTS[name]
        order = rng.sample(range(5), sum(count))
        good, bad = [praise[i] for i in order[: count[0]]], [blame[i] for i in order[count[0] :]]
        parts = [capital(joined(p)) + "." for p in (good, bad) if p]
        return " ".join(parts), str(stars)

    return Task(
        given=f"[a review|a review of a {subject or 'product or place'}]",
        do="[give|predict|write] the number of stars",
        rules=[
            "[Three points of praise and none of blame make 5 stars; two of praise and one of blame 4; one of each 3; one of praise and two of blame 2; only blame 1.|"
            "It is 5 stars if everything is praised, 4 if more is praised than blamed, 3 if it is balanced, 2 if more is blamed and 1 if everything is.]"
        ],
        answer="a number from 1 to 5",
        demo=demo,
    )


def _write_review(rng, subject, good):
    word = "[positive|good|favorable]" if good else "[negative|bad|critical]"

    def demo(rng):
        name = _subject(rng, subject)
        points = _clauses(rng, name, good, 2)
        return f"{capital(name)}: {points[0][0]}, {points[1][0]}", capital(joined([p for _, p in points])) + "."

    return Task(
        given=f"[the subject of a review and two points|a {subject or 'thing'} and two points to judge]",
        do=f"write a {word} review [that covers both points|of one sentence]",
        answer=f"a {word} review",
        demo=demo,
    )


def _aspect(rng, subject):
    def demo(rng):
        name = _subject(rng, subject)
        points = _clauses(rng, name, rng.random() < 0.5, 2)
        return capital(joined([p for _, p in points])) + ".", joined([a for a, _ in points])

    return Task(
        given="[a review|a comment]" + (f" on a {subject}" if subject else ""),
        do="[name the two aspects it judges|say which two things it is about]",
        ask="Which two things does the writer judge?",
        answer="two aspects",
        demo=demo,
    )


def _subject_of(rng):
    def demo(rng):
        name = rng.choice(list(SUBJECTS))
        return capital(joined([p for _, p in _clauses(rng, name, rng.random() < 0.5, 3)])) + ".", name

    return Task(
        given="a review",
        do=f"[say|decide|tell] what was reviewed: {joined(SUBJECTS, 'or')}",
        ask="What was reviewed?",
        rules=[f"[Possible answers|The subjects are|Choose from]: {', '.join(SUBJECTS)}."],
        answer="the subject",
        demo=demo,
    )


def _mixed(rng, part):
    def demo(rng):
        name = rng.choice(list(SUBJECTS))
        aspects, praise, blame = SUBJECTS[name]
        i, j = rng.sample(range(5), 2)
        text = rng.choice([f"{capital(praise[i])}, but {blame[j]}.", f"{capital(blame[j])}, but {praise[i]}."])
        return text, {"praise": praise[i], "blame": blame[j], "praised": aspects[i], "blamed": aspects[j]}[part]

    do = {
        "praise": "[copy|extract] the part that [praises|is positive]",
        "blame": "[copy|extract] the part that [complains|is negative]",
        "praised": "[name|say] what is praised",
        "blamed": "[name|say] what is criticized",
    }[part]
    return Task(
        given="a review with praise and blame",
        do=do,
        demo=demo,
        ask={"praised": "What does the writer like?", "blamed": "What does the writer dislike?"}.get(part, ""),
    )


# Wish -> (requests, what is done about it). {p}: a person, {t}: a thing, {d}: a day.
WISHES = {
    "refund": (
        (
            "I would like my money back for the {t}.",
            "Please refund the price of the {t}.",
            "The {t} is not what I wanted, I want a refund.",
        ),
        "We will pay back the price of the {t}.",
    ),
    "repair": (
        (
            "My {t} is broken, can you fix it?",
            "The {t} stopped working on {d}, please repair it.",
            "Can somebody have a look at my {t}? It makes strange noises.",
        ),
        "We will repair the {t}.",
    ),
    "appointment": (
        ("Can I come to see you on {d}?", "I need an appointment on {d}, please.", "Is there a free time on {d}?"),
        "We have noted an appointment for {d}.",
    ),
    "delivery": (
        ("When will my {t} arrive?", "I am still waiting for the {t} I ordered.", "Where is my parcel with the {t}?"),
        "The {t} will arrive on {d}.",
    ),
    "price": (
        ("How much is the {t}?", "What does the {t} cost?", "Could you tell me the price of the {t}?"),
        "We will send you the price of the {t}.",
    ),
    "opening hours": (
        ("Are you open on {d}?", "Until when are you open on {d}?", "At what time do you open on {d}?"),
        "We are open on {d} from nine to six.",
    ),
    "cancellation": (
        (
            "Please cancel my order for the {t}.",
            "I no longer need the {t}, please cancel it.",
            "I have to call off our meeting on {d}.",
        ),
        "Your cancellation is confirmed.",
    ),
    "complaint": (
        (
            "Your clerk {p} was very impolite to me.",
            "I waited for an hour on {d} and nobody came.",
            "It is a shame how {p} treats customers.",
        ),
        "We are sorry about what happened.",
    ),
    "praise": (
        (
            "{p} helped me so well, thank you!",
            "Many thanks to {p} for the excellent advice.",
            "I am delighted with the {t}, well done!",
        ),
        "Thank you for your kind words.",
    ),
    "job": (
        (
            "Do you have work for me? I could start on {d}.",
            "I would like to apply as a clerk.",
            "Are you looking for new staff? I am free from {d}.",
        ),
        "Please send us your application.",
    ),
    "address": (
        ("Where exactly is your shop?", "How do I find your office, {p}?", "What is your address?"),
        "Our address is on the last page of the catalog.",
    ),
    "invoice": (
        (
            "I have not received a bill for the {t} yet.",
            "Please send me an invoice for the {t}.",
            "The bill for the {t} is wrong.",
        ),
        "We will send you a new invoice for the {t}.",
    ),
}


def _message(rng):
    wish = rng.choice(list(WISHES))
    return (wish, *_message_for(rng, wish))


def _message_for(rng, wish):
    """A message with the wish, and the answer to it."""
    values = {
        "p": rng.choice(words("first name")),
        "t": rng.choice(
            [
                w
                for c in ("piece of furniture", "kitchen item", "tool", "toy")
                for w in words(c)
                if w not in ("pliers", "chopsticks")
            ]
        ),
        "d": rng.choice(words("weekday")),
    }
    requests, answer = WISHES[wish]
    request = rng.choice(requests)
    if "{t}" in answer and "{t}" not in request or "{d}" in answer and "{d}" not in request and wish != "delivery":
        return _message_for(rng, wish)
    opening = rng.choice(["", "", "Hello, ", "Dear team, ", "Good morning, "])
    text = request.format(**values)
    return (opening + _lower(text, values["p"]) if opening else text), answer.format(**values)


def _lower(text, name):
    return text if text.startswith(("I ", name)) else text[0].lower() + text[1:]


def _intent(rng):
    chosen = rng.sample(list(WISHES), rng.randint(3, len(WISHES)))
    style = rng.choice(["plain", "upper", "number", "snake"])
    labels = {
        w: {"plain": w, "upper": w.upper(), "number": str(i + 1), "snake": w.replace(" ", "_") + "_request"}[style]
        for i, w in enumerate(chosen)
    }
    explained = (
        "; ".join(f"{label} = {w}" for w, label in labels.items()) if style == "number" else ", ".join(labels.values())
    )

    def demo(rng):
        wish = rng.choice(chosen)
        return _message_for(rng, wish)[0], labels[wish]

    return Task(
        given="[a message from a customer|a customer's message|a short mail]",
        do="[say what the customer wants|find the reason for writing|classify the message|route the message]",
        rules=[f"[The labels are|Choose one of|Possible reasons]: {explained}."],
        ask="Why does the customer write?",
        answer="one label",
        demo=demo,
    )


def _intent_check(rng, wish):
    yes, no = rng.choice([("yes", "no"), ("Yes", "No"), ("true", "false"), ("1", "0"), ("forward", "ignore")])
    about = {
        "job": "about work or an application",
        "praise": "praise or thanks",
        "address": "about the address",
        "price": "about a price",
        "delivery": "about a delivery",
        "opening hours": "about opening hours",
        "appointment": "a request for an appointment",
        "refund": "about getting money back",
        "repair": "about a repair",
        "cancellation": "about canceling something",
        "complaint": "a complaint about staff or service",
        "invoice": "about a bill",
    }[wish]

    def demo(rng):
        hit = rng.random() < 0.5
        return _message_for(rng, wish if hit else rng.choice([w for w in WISHES if w != wish]))[0], yes if hit else no

    return Task(
        given="[a message from a customer|a message]",
        do=f"[answer|write] '{yes}' if it is {about} and '{no}' otherwise",
        ask=f"Is the message {about}? Answer '{yes}' or '{no}'.",
        answer=f"'{yes}' or '{no}'",
        demo=demo,
    )


def _answer_mail(rng):
    def demo(rng):
        _, text, answer = _message(rng)
        return text, answer

    return Task(
        given="[a message from a customer|a customer's request]",
        do="[write a short reply|answer it as the company would|reply in one sentence]",
        answer="a reply",
        title="[Reply to customers|Customer service replies]",
        demo=demo,
    )


def _mail(rng, form):
    def demo(rng):
        sender, receiver = rng.sample(words("first name"), 2)
        wish, text, _ = _message(rng)
        mail = f"Dear {receiver},\n{capital(text.split(', ', 1)[1] if text.startswith(('Hello', 'Dear', 'Good')) else text)}\nBest wishes,\n{sender}"
        return mail, {
            "sender": sender,
            "receiver": receiver,
            "subject": f"Subject: {wish}",
            "body": mail.split("\n")[1],
            "both": f"{sender} -> {receiver}",
        }[form]

    do = {
        "sender": "[name|extract] the sender",
        "receiver": "[name|extract] the person it is written to",
        "subject": "write a subject line [that begins with 'Subject:'|of the form 'Subject: ...'] with the reason for the letter",
        "body": "[copy|extract] the text without greeting and closing",
        "both": "write who wrote to whom, with an arrow from the sender to the receiver",
    }[form]
    return Task(
        given="[a short letter|a mail|an email]",
        do=do,
        ask={"sender": "Who wrote it?", "receiver": "To whom is it written?"}.get(form, ""),
        demo=demo,
    )


def _write_mail(rng):
    def demo(rng):
        sender, receiver = rng.sample(words("first name"), 2)
        _, text, _ = _message(rng)
        text = capital(text.split(", ", 1)[1] if text.startswith(("Hello", "Dear", "Good")) else text)
        return f"From: {sender}\nTo: {receiver}\nMessage: {text}", f"Dear {receiver},\n{text}\nBest wishes,\n{sender}"

    return Task(
        given="a sender, a receiver and a message",
        do="[write it as a letter|make a letter of it] with 'Dear' and 'Best wishes'",
        answer="a letter",
        demo=demo,
    )


# Small talk about plans: two people agree on what, where and when.
_PLANS = (
    "go for a walk",
    "play chess",
    "cook together",
    "see a film",
    "visit the museum",
    "go swimming",
    "have a coffee",
    "practice the guitar",
    "clean the garage",
    "bake a cake",
    "watch the game",
    "study for the test",
)
_PLACES = (
    "at the station",
    "in the park",
    "at my place",
    "at the library",
    "in front of the church",
    "at the bus stop",
    "in the café",
    "at school",
)


def _dialogue(rng):
    first, second = rng.sample(words("first name"), 2)
    facts = {
        "first": first,
        "second": second,
        "what": rng.choice(_PLANS),
        "day": rng.choice(words("weekday")),
        "time": f"{rng.randint(1, 11)} o'clock",
        "place": rng.choice(_PLACES),
        "yes": rng.random() < 0.5,
    }
    end = (
        f"{second}: Good idea, see you {facts['place']} at {facts['time']}."
        if facts["yes"]
        else f"{second}: {rng.choice(['Sorry, I have no time then.', 'I would rather stay at home.', 'No, I am ill.', 'I am afraid not.'])}"
    )
    lines = [
        f"{first}: {rng.choice(['Shall we', 'Do you want to', 'Would you like to'])} {facts['what']} on {facts['day']}?",
        end,
    ]
    if rng.random() < 0.4:
        lines.insert(0, f"{second}: {rng.choice(['Hi', 'Hello', 'Good evening'])} {first}, how are you?")
    return facts, "\n".join(lines)


_DIALOGUE = {
    "what": ("[say|write] what is proposed", "What is proposed?", lambda f: f["what"]),
    "day": ("[name|give] the day that is proposed", "For which day is the plan?", lambda f: f["day"]),
    "accepts": (
        "[say|answer] 'accepted' if the proposal is accepted and 'declined' otherwise",
        "Is the proposal accepted or declined?",
        lambda f: "accepted" if f["yes"] else "declined",
    ),
    "who-asks": (
        "[name|give] the person who [makes the proposal|proposes something]",
        "Who makes the proposal?",
        lambda f: f["first"],
    ),
    "who-answers": (
        "[name|give] the person who answers the proposal",
        "Who answers the proposal?",
        lambda f: f["second"],
    ),
    "place": (
        "[give|write] the place where they will meet, or 'none'",
        "Where will they meet?",
        lambda f: f["place"] if f["yes"] else "none",
    ),
    "time": (
        "[give|write] the time at which they will meet, or 'none'",
        "At what time will they meet?",
        lambda f: f["time"] if f["yes"] else "none",
    ),
    "summary": (
        "[summarize it in one sentence|write a one-sentence summary]",
        "",
        lambda f: (
            f"{f['first']} asks {f['second']} to {f['what']} on {f['day']}, and {f['second']} {'accepts' if f['yes'] else 'declines'}."
        ),
    ),
    "calendar": (
        "[write a calendar entry|make a calendar entry], day: activity with person, or 'no entry'",
        "",
        lambda f: f"{f['day']}: {f['what']} with {f['second']}" if f["yes"] else "no entry",
    ),
    "people": ("[list|name] the two people, the one who proposes first", "", lambda f: f"{f['first']}, {f['second']}"),
}


def _talk(rng, name):
    do, ask, function = _DIALOGUE[name]

    def demo(rng):
        facts, text = _dialogue(rng)
        return text, function(facts)

    return Task(
        given="[a dialogue|a short conversation|a conversation between two people|a chat]", do=do, ask=ask, demo=demo
    )


def _invite(rng, accept):
    def demo(rng):
        facts, _ = _dialogue(rng)
        ask = f"{rng.choice(['Shall we', 'Do you want to', 'Would you like to'])} {facts['what']} on {facts['day']}?"
        return (
            ask,
            f"Yes, I would love to {facts['what']} on {facts['day']}."
            if accept
            else f"No, sorry, I cannot {facts['what']} on {facts['day']}.",
        )

    return Task(
        given="[a proposal|an invitation]",
        do="[accept it|answer with yes] [in a full sentence|politely]"
        if accept
        else "[decline it|turn it down] [in a full sentence|politely]",
        answer="[a reply|an answer]",
        demo=demo,
    )


def _announce(rng, form):
    """An invitation from facts and the facts from an invitation."""

    def demo(rng):
        facts, _ = _dialogue(rng)
        shown = f"who: {facts['first']}\nwhat: {facts['what']}\nday: {facts['day']}\nplace: {facts['place']}"
        text = f"Dear friends, on {facts['day']} {facts['first']} wants to {facts['what']}. We meet {facts['place']}."
        return (shown, text) if form == "write" else (text, shown)

    return Task(
        given="[the facts of a plan|notes about a plan]" if form == "write" else "an invitation",
        do="[write an invitation|turn them into an invitation to friends]"
        if form == "write"
        else "[extract|list] who, what, day and place, one a line",
        demo=demo,
    )


def families():
    for subject in (None, *SUBJECTS):
        name = subject or "any"
        for key, build in {
            "sentiment": _sentiment,
            "stars": _rating,
            "write-good": lambda r, s: _write_review(r, s, True),
            "write-bad": lambda r, s: _write_review(r, s, False),
            "aspects": _aspect,
        }.items():
            yield Family(f"messages/review/{name}/{key}", lambda rng, b=build, s=subject: b(rng, s))
    yield Family("messages/review/any/subject", _subject_of)
    for part in ("praise", "blame", "praised", "blamed"):
        yield Family(f"messages/review/mixed/{part}", lambda rng, p=part: _mixed(rng, p))
    yield Family("messages/request/intent", _intent)
    yield Family("messages/request/reply", _answer_mail)
    for wish in WISHES:
        yield Family(f"messages/request/is-{wish}", lambda rng, w=wish: _intent_check(rng, w))
    for form in ("sender", "receiver", "subject", "body", "both"):
        yield Family(f"messages/letter/{form}", lambda rng, f=form: _mail(rng, f))
    yield Family("messages/letter/write", _write_mail)
    for name in _DIALOGUE:
        yield Family(f"messages/dialogue/{name}", lambda rng, n=name: _talk(rng, n))
    for accept in (True, False):
        yield Family(f"messages/invitation/{'accept' if accept else 'decline'}", lambda rng, a=accept: _invite(rng, a))
    for form in ("write", "read"):
        yield Family(f"messages/invitation/{form}", lambda rng, f=form: _announce(rng, f))
