"""Records (a person, a product, a booking, …) and their ways of being written."""

import json
from dataclasses import dataclass

from .lexicon import words

_ADJECTIVES = "red blue small large old new light heavy round wooden soft simple bright dark green classic modern plain golden quiet".split()
_TITLE_ADJECTIVES = (
    "Silent Golden Broken Hidden Last Long Lost Distant Frozen Burning Secret Empty Wild Blue Forgotten Bitter".split()
)
_TITLE_NOUNS = "River Garden House Winter Letter Mountain Bridge Summer Island Road Mirror Forest Window Harbor Journey Star".split()


def _word(category):
    return lambda rng: rng.choice(words(category))


def _range(low, high, unit=""):
    return lambda rng: f"{rng.randint(low, high)}{unit}"


def _price(low, high):
    return lambda rng: f"${rng.randint(low, high)}.{rng.choice(['00', '50', '99', '25', '75'])}"


def _choice(*options):
    return lambda rng: rng.choice(options)


def _date(rng):
    return f"{rng.randint(1, 28)} {rng.choice(words('month'))} {rng.randint(2015, 2026)}"


def _clock(rng):
    return f"{rng.randint(6, 22)}:{rng.choice(['00', '15', '30', '45', '10', '50'])}"


def _title(rng):
    return f"The {rng.choice(_TITLE_ADJECTIVES)} {rng.choice(_TITLE_NOUNS)}"


def _phone(rng):
    return f"555-{rng.randint(1000, 9999)}"


def _code(letters, digits):
    return lambda rng: (
        "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(letters))
        + "".join(rng.choice("0123456789") for _ in range(digits))
    )


def _thing(category):
    return lambda rng: f"{rng.choice(_ADJECTIVES)} {rng.choice(words(category))}"


@dataclass(frozen=True)
class Kind:
    """one, many: its noun; fields: name -> draw; sentence: its fields in one sentence; number: a field that is a plain number."""

    one: str
    many: str
    fields: dict
    sentence: str
    number: str

    def draw(self, rng):
        """A record whose values all differ."""
        while True:
            record = {name: draw(rng) for name, draw in self.fields.items()}
            if len(set(record.values())) == len(record):
                return record

    @property
    def key(self):
        """The field a record is told by: the first."""
        return next(iter(self.fields))


KINDS = [
    Kind(
        "person",
        "persons",
        {"name": _word("first name"), "age": _range(18, 80), "city": _word("city"), "job": _word("job")},
        "{name} is {age} years old, lives in {city} and works as: {job}.",
        "age",
    ),
    Kind(
        "product",
        "products",
        {"product": _thing("kitchen item"), "color": _word("color"), "price": _price(3, 90), "stock": _range(0, 200)},
        "The {product} in {color} costs {price}; {stock} are in stock.",
        "stock",
    ),
    Kind(
        "book",
        "books",
        {"title": _title, "author": _word("first name"), "year": _range(1950, 2024), "pages": _range(90, 800)},
        "{title} was written by {author} in {year} and has {pages} pages.",
        "pages",
    ),
    Kind(
        "flight",
        "flights",
        {
            "flight": _code(2, 3),
            "origin": _word("city"),
            "destination": _word("city"),
            "departure": _clock,
            "gate": _range(1, 60),
        },
        "Flight {flight} from {origin} to {destination} leaves at {departure} from gate {gate}.",
        "gate",
    ),
    Kind(
        "hotel booking",
        "hotel bookings",
        {
            "guest": _word("first name"),
            "hotel": lambda r: f"Hotel {r.choice(words('flower')).title()}",
            "nights": _range(1, 14),
            "room": _range(100, 499),
        },
        "{guest} has booked {nights} nights at {hotel}, room {room}.",
        "nights",
    ),
    Kind(
        "event",
        "events",
        {
            "event": _choice(
                "concert",
                "book fair",
                "workshop",
                "lecture",
                "chess evening",
                "flea market",
                "dance class",
                "exhibition",
                "film night",
            ),
            "place": _word("building"),
            "day": _word("weekday"),
            "time": _clock,
            "visitors": _range(10, 400),
        },
        "The {event} takes place in the {place} on {day} at {time}; {visitors} visitors are expected.",
        "visitors",
    ),
    Kind(
        "pet",
        "pets",
        {
            "pet": _choice(
                "Rex", "Luna", "Milo", "Bella", "Max", "Coco", "Simba", "Nala", "Rocky", "Lucky", "Daisy", "Oreo"
            ),
            "animal": _choice("dog", "cat", "rabbit", "hamster", "parrot", "pony", "turtle", "goldfish"),
            "owner": _word("first name"),
            "age": _range(1, 15),
            "color": _choice("black", "white", "brown", "gray", "spotted", "golden"),
        },
        "{pet} is a {color} {animal}, {age} years old, and belongs to {owner}.",
        "age",
    ),
    Kind(
        "employee",
        "employees",
        {
            "employee": _word("first name"),
            "department": _choice("sales", "accounting", "support", "design", "legal", "research", "logistics"),
            "salary": _range(2000, 7000),
            "since": _range(1998, 2025),
        },
        "{employee} has worked in {department} since {since} and earns {salary} a month.",
        "salary",
    ),
    Kind(
        "parcel",
        "parcels",
        {
            "parcel": _code(2, 4),
            "sender": _word("first name"),
            "receiver": _word("first name"),
            "weight": _range(1, 30, " kg"),
            "status": _choice("sent", "delivered", "lost", "on the way", "returned"),
        },
        "Parcel {parcel} from {sender} to {receiver} weighs {weight}; its status: {status}.",
        "weight",
    ),
    Kind(
        "apartment",
        "apartments",
        {
            "address": lambda r: f"{r.randint(1, 99)} {r.choice(words('tree')).title()} Street",
            "rooms": _range(1, 6),
            "rent": _range(400, 2500),
            "floor": _range(0, 12),
        },
        "The apartment at {address} has {rooms} rooms, is on floor {floor} and costs {rent} a month.",
        "rent",
    ),
    Kind(
        "film",
        "films",
        {
            "film": _title,
            "genre": _choice("comedy", "drama", "thriller", "western", "horror", "romance", "documentary"),
            "year": _range(1960, 2025),
            "minutes": _range(75, 190),
        },
        "{film} is a {genre} from {year} that runs {minutes} minutes.",
        "minutes",
    ),
    Kind(
        "recipe",
        "recipes",
        {
            "recipe": lambda r: f"{r.choice(words('vegetable'))} {r.choice(['soup', 'pie', 'salad', 'stew', 'curry'])}",
            "servings": _range(1, 10),
            "minutes": _range(10, 120),
            "spice": _word("spice"),
        },
        "The {recipe} serves {servings}, takes {minutes} minutes and is seasoned with {spice}.",
        "minutes",
    ),
    Kind(
        "car",
        "cars",
        {
            "plate": _code(3, 3),
            "color": _choice("red", "blue", "black", "white", "silver", "green"),
            "year": _range(1995, 2025),
            "mileage": _range(1000, 250000),
        },
        "The {color} car with plate {plate} was built in {year} and has run {mileage} miles.",
        "mileage",
    ),
    Kind(
        "student",
        "students",
        {
            "student": _word("first name"),
            "subject": _word("school subject"),
            "points": _range(0, 100),
            "term": _choice("winter", "spring", "summer", "autumn"),
        },
        "{student} got {points} points in {subject} in the {term} term.",
        "points",
    ),
    Kind(
        "order",
        "orders",
        {
            "order": _range(1000, 9999),
            "customer": _word("first name"),
            "item": _word("item of clothing"),
            "quantity": _range(1, 12),
            "payment": _choice("cash", "card", "invoice", "voucher"),
        },
        "Order {order}: {customer} bought {quantity} of the item {item} and paid by {payment}.",
        "quantity",
    ),
    Kind(
        "contact",
        "contacts",
        {
            "name": _word("first name"),
            "phone": _phone,
            "city": _word("city"),
            "relation": _choice("friend", "colleague", "cousin", "neighbor", "doctor", "landlord"),
        },
        "{name} ({relation}) from {city} can be reached at {phone}.",
        "phone",
    ),
]


def number(value):
    """A number with its unit cut off."""
    return float("".join(c for c in value if c.isdigit() or c == "."))


# Format -> (its description, record -> text).
FORMATS = {
    "lines": (
        "[key: value lines|lines of the form 'key: value'|one 'key: value' pair a line]",
        lambda kind, r: "\n".join(f"{k}: {v}" for k, v in r.items()),
    ),
    "equals": (
        "key=value pairs[ separated by semicolons| with semicolons between them]",
        lambda kind, r: "; ".join(f"{k}={v}" for k, v in r.items()),
    ),
    "json": ("[JSON|a JSON object]", lambda kind, r: json.dumps(r)),
    "csv": (
        "[CSV with a header line|a CSV header and a CSV row]",
        lambda kind, r: ",".join(r) + "\n" + ",".join(r.values()),
    ),
    "bars": (
        "[values separated by vertical bars|the values only, with vertical bars between them]",
        lambda kind, r: " | ".join(r.values()),
    ),
    "sentence": ("[a sentence|an English sentence|plain text]", lambda kind, r: kind.sentence.format(**r)),
    "xml": (
        "[XML|XML elements|tags around the values]",
        lambda kind, r: "".join(f"<{k}>{v}</{k}>" for k, v in r.items()),
    ),
    "dashes": (
        "[a bulleted list|bullet points with key and value]",
        lambda kind, r: "\n".join(f"- {k}: {v}" for k, v in r.items()),
    ),
    "arrows": (
        "[pairs with arrows|key -> value pairs]",
        lambda kind, r: ", ".join(f"{k} -> {v}" for k, v in r.items()),
    ),
    "tuple": (
        "[a tuple of quoted strings|quoted values in parentheses]",
        lambda kind, r: "(" + ", ".join(f"'{v}'" for v in r.values()) + ")",
    ),
}
READABLE = ("lines", "equals", "json", "csv", "sentence", "xml", "dashes", "arrows")


def write(kind, record, form):
    return FORMATS[form][1](kind, record)
