"""Many definitions of one task: rewordings of a definition at hand, and descriptions made from demonstrations by rules.

A small model that reads the same few hundred definitions again and again learns them by heart. Here nearly every
rendering gets one that it has not seen, so that only its words can help to foresee the demonstrations.
"""
import collections
import math
import re

STOP = set(
    "a about after all also an and any are as at be been before being both but by can could did do does each for from had has have he "
    "her him his how i if in into is it its just like made many may me more most my no not of on one only or other our out over own s "
    "same she should so some such t than that the their them then there these they this those through to too under up us very was we "
    "were what when where which while who why will with would you your don didn doesn isn ll ve re d m".split())
WORD = re.compile(r"[^\W\d_]{3,}")
FIELD = re.compile(r"(?:^|\n)([A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}):")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"(*])")

# One pattern and what may stand in its place. The first that applies to a place wins.
REWORDINGS = [
    (r"\b[Ii]n this task,? you(?:'re| are| will be) (?:given|presented with|provided with|shown)\b",
     ["you are given", "you get", "you will see", "the input is", "you are shown", "each input holds", "we give you", "you receive",
      "below you find", "start from", "you will be provided with", "take"]),
    (r"\b[Yy]ou (?:are|will be) (?:given|presented with|provided with|shown)\b",
     ["you get", "you see", "the input is", "you receive", "each input is", "here is", "in this task, you are given",
      "in this task, you will be shown", "you will be presented with", "you are provided with"]),
    (r"\b[Yy]our (?:task|job|goal) is to\b",
     ["you have to", "you need to", "please", "you should", "the goal is to", "your job is to", "your task is to", "the aim is to", "try to",
      "we ask you to"]),
    (r"\b[Yy]ou (?:have to|need to|must|should|are expected to|are asked to)\b",
     ["your task is to", "please", "you have to", "you should", "you must", "you are supposed to", "the task is to", "your job is to"]),
    (r"\b[Tt]he task is to\b", ["your task is to", "you have to", "the goal is to", "you should", "please"]),
    (r"\b[Gg]iven (?=an? )", ["you are given ", "from ", "you see ", "for ", "based on ", "reading ", "starting from "]),
    (r"\b(?:generate|create|construct|craft|formulate|compose)\b", ["write", "produce", "make", "come up with", "generate", "create", "give", "compose"]),
    (r"\bwrite\b", ["give", "produce", "generate", "write down", "compose"]),
    (r"\breturn\b", ["output", "give", "answer with", "produce", "write", "provide"]),
    (r"(?<![Tt]he )(?<![Aa]n )\b(?:output|provide)\b(?! (?:is|has|may|start|speak))", ["give", "return", "write", "answer with"]),
    (r"\b(?:identify|recognize|determine|detect)\b", ["find", "spot", "tell", "work out", "identify", "determine", "name", "pick out"]),
    (r"\bfind\b", ["identify", "locate", "look for", "spot", "extract"]),
    (r"\b(?:classify|categorize|assign)\b", ["sort", "label", "classify", "categorise", "put"]),
    (r"\banswer\b(?= (?:the|a|each|this))", ["respond to", "reply to", "give the answer to", "answer"]),
    (r"\b(?:passage|paragraph)\b", ["text", "passage", "paragraph", "piece of text"]),
    (r"\bsentences?\b(?= (?:which|that|from|in|about))", ["sentence", "statement", "line"]),
    (r"\b(?:based on|according to)\b", ["using", "from", "going by", "based on", "according to"]),
    (r"\bmake sure (?:that )?", ["take care that ", "see to it that ", "be sure that "]),
    (r"\b[Aa]void\b", ["do not use", "stay away from", "refrain from", "avoid"]),
    (r"\bshould be\b", ["must be", "has to be", "is", "needs to be"]),
    (r"\b(?:short|brief|concise)\b", ["short", "brief", "concise"]),
    (r"\bcontains?\b", ["has", "holds", "includes"]),
    (r"\bshow\b", ["give", "write out", "lay out", "present"]),
    (r"\bChoose|Pick|Select\b", ["Choose", "Pick", "Select", "Name", "Decide on"]),
    (r"\bList\b", ["Name", "Give", "Write down", "List"]),
    (r"\bDefine\b", ["Explain", "Say what is meant by", "Give the meaning of", "Describe"]),
]
REWORDINGS = [(re.compile(p), options) for p, options in REWORDINGS]
OPENINGS = ["", "", "", "", "", "Task: ", "Instructions: ", "Instruction: ", "Definition: ", "What to do: ", "Q: ", "Guidelines: ", "Please note the task. "]
CLOSINGS = ["", "", "", "", "", "", " Be careful.", " Follow the examples.", " Give only the output.", " Think before you answer.", " Keep to this form."]


def sentence_case(text):
    return text[:1].upper() + text[1:]


def reword(text, rng, rate=0.6):
    """Phrases replaced by others of the same meaning, each with chance `rate`."""
    for pattern, options in REWORDINGS:
        text = pattern.sub(lambda m: rng.choice(options) if rng.random() < rate else m.group(), text)
    return " ".join(sentence_case(s) for s in SENTENCE.split(text))


def variant(definition, rng):
    """A rewording, shortening or reordering of a definition. Its first sentence or another substantial one always stays."""
    sentences = SENTENCE.split(definition.strip())
    if len(sentences) > 1:
        keep = rng.randint(1, len(sentences))
        chosen = {0} if rng.random() < 0.8 else {max(range(len(sentences)), key=lambda i: len(sentences[i]))}
        chosen |= set(rng.sample(range(len(sentences)), keep - 1)) if keep > 1 else set()
        order = sorted(chosen)
        if rng.random() < 0.25:
            rng.shuffle(order)
        sentences = [sentences[i] for i in order]
    text = reword(" ".join(sentences), rng, rng.choice([0.0, 0.4, 0.8, 1.0]))
    return (rng.choice(OPENINGS) + text + (rng.choice(CLOSINGS) if text.endswith(".") else "")).strip()


def content_words(text):
    return [w for w in WORD.findall(text.lower()) if w not in STOP]


class Salience:
    """Which words mark a group of texts: term frequency against the number of groups that have the word."""

    def __init__(self, groups):
        self.documents = collections.Counter()
        self.count = 0
        for texts in groups:
            self.documents.update({w for t in texts for w in content_words(t)})
            self.count += 1

    def top(self, texts, limit=16):
        """Up to `limit` words that occur in at least two of the texts (or in one, where there is one text)."""
        spread = collections.Counter(w for t in texts for w in set(content_words(t)))
        least = 2 if len(texts) > 2 else 1
        weighed = [(n * math.log((self.count + 1) / (1 + self.documents[w])), w) for w, n in spread.items() if n >= least]
        return [w for weight, w in sorted(weighed, reverse=True)[:limit] if weight > 0.5]


def typical(values):
    return sorted(values)[len(values) // 2]


def most(flags, share=0.8):
    flags = [bool(flag) for flag in flags]
    return sum(flags) >= share * len(flags)


def length_of(text):
    return len(text.split())


def shape(texts):
    """The kind of text that most of the texts are, or None."""
    words = typical([length_of(t) for t in texts])
    if most(re.fullmatch(r"\s*-?[\d.,]+%?\s*", t) for t in texts):
        return "number"
    if most(re.fullmatch(r"\s*(yes|no)\.?\s*", t, re.I) for t in texts):
        return "yes or no"
    if most(re.fullmatch(r"\s*(true|false)\.?\s*", t, re.I) for t in texts):
        return "true or false"
    if most(re.search(r"(?:^|\s)\(?[A-E][).]\s.*(?:\s)\(?[B-E][).]\s", t, re.S) for t in texts):
        return "multiple choice"
    if most("http" in t for t in texts):
        return "link"
    if most(t.rstrip().endswith("?") for t in texts):
        return "question" if words < 40 else "text with question"
    if most(re.search(r"[{}<>=;]|def |\breturn\b", t) for t in texts) and words < 80:
        return "code"
    if most(t.count(",") >= 2 or t.count(";") >= 2 for t in texts) and typical([t.count(",") + t.count(";") for t in texts]) * 4 > words:
        return "list"
    if most(len(re.findall(r"(?:^|\n)\s*\(?(?:\d+[.)]|-)", t)) >= 2 for t in texts):
        return "steps"
    if words <= 1:
        return "word"
    if words <= 5:
        return "phrase"
    if words <= 30:
        return "sentence"
    if words <= 80:
        return "short text"
    return "passage"


INPUT_NAMES = {
    "number": ["a number", "a numeral", "a figure"],
    "yes or no": ["a yes or no", "yes or no"],
    "true or false": ["true or false"],
    "multiple choice": ["a multiple-choice question", "a question with options", "a question and its answer choices", "options marked by letters"],
    "link": ["a web address", "a link"],
    "question": ["a question", "one question", "something that is asked", "a query that ends in a question mark"],
    "text with question": ["a text and a question", "a passage with a question about it", "context followed by a question"],
    "code": ["code", "a formal expression", "structured text", "symbols and code"],
    "list": ["a list", "a list of items", "several items separated by commas", "comma-separated items"],
    "steps": ["numbered lines", "a list of steps", "several numbered items"],
    "word": ["a word", "a single word", "one word", "a term"],
    "phrase": ["a phrase", "a few words", "a name or short phrase", "a short expression"],
    "sentence": ["a sentence", "one sentence", "a statement", "a short sentence"],
    "short text": ["a short text", "a few sentences", "a short paragraph", "a paragraph"],
    "passage": ["a passage", "a long text", "a paragraph of context", "an article"],
}
OUTPUT_NAMES = {
    **INPUT_NAMES,
    "number": ["a number", "only a number", "the number", "a figure in digits"],
    "yes or no": ["yes or no", "'yes' or 'no'", "Yes or No", "a yes/no answer"],
    "true or false": ["true or false", "'True' or 'False'", "whether it is true"],
    "word": ["a word", "a single word", "exactly one word", "one word"],
    "sentence": ["a sentence", "one sentence", "a full sentence", "a statement"],
    "question": ["a question", "a question about it", "one question", "the question that fits"],
}
FRAMES = [
    "In this task, you are given {x}. Your task is to {verb} {y}.", "Given {x}, {verb} {y}.", "You are given {x}. You have to {verb} {y}.",
    "You will be shown {x} and must {verb} {y}.", "Input: {x}. Output: {y}.", "The input is {x}, the output is {y}.", "Turn {x} into {y}.",
    "Read {x} and {verb} {y}.", "For {x}, {verb} {y}.", "{Verb} {y} for {x}.", "From {x}, {verb} {y}.", "{Verb} {y}.", "You get {x}.",
    "Your job is to {verb} {y}.", "We show you {x}. Please {verb} {y}.", "In this task you {verb} {y}, based on {x}.",
]
VERBS = ["write", "give", "generate", "produce", "output", "return", "provide", "answer with", "come up with", "respond with"]
ABOUT_INPUT = ["The inputs are about {w}.", "It deals with {w}.", "The texts concern {w}.", "Topics: {w}.", "The input mentions things like {w}.",
               "Expect words such as {w} in the input.", "This is about {w}.", "The subject is {w}.", "Inputs come from a collection on {w}.", "Domain: {w}."]
ABOUT_OUTPUT = ["Typical outputs contain {w}.", "The output speaks of {w}.", "Outputs may use words like {w}.", "Answers concern {w}.",
                "Use words such as {w}.", "The answer is likely to mention {w}."]
LABELS = ["Answer with {w}.", "The output is one of {w}.", "Possible answers: {w}.", "Choose between {w}.", "Label it as {w}.", "Classify the input as {w}.",
          "Your answer must be {w}.", "The labels are {w}.", "Decide whether it is {w}.", "There are the categories {w}.", "Output {w}, nothing else.",
          "Say {w}, whichever fits."]
FIELDS = ["The input has the parts {w}.", "You are given {w}.", "Each input contains {w}.", "The input comes with {w}.", "It is laid out as {w}."]
OPENERS = ["The output starts with \"{w}\".", "Begin with \"{w}\".", "Answers begin with \"{w}\".", "Start your answer with the word {w}."]
COPIES = ["The answer is a part of the input.", "Extract it from the text, word for word.", "Copy the answer from the input.", "Pick a span of the given text.",
          "Use the exact words of the input."]
LENGTHS = ["The output has about {n} words.", "Use around {n} words.", "Keep it to roughly {n} words.", "Answers are about {n} words long."]


def join(words, rng):
    words = list(words)
    if rng.random() < 0.3:
        words = [rng.choice(["'{}'", '"{}"', "*{}*"]).format(w) for w in words] if rng.random() < 0.4 else [f"'{w}'" for w in words]
    if len(words) == 1:
        return words[0]
    last = rng.choice([" or ", " and ", ", "])
    return ", ".join(words[:-1]) + last + words[-1]


def describe(demos, task_words, document_words, rng):
    """A definition made from demonstrations: what goes in, what comes out, and what marks both.

    task_words and document_words are pairs (of inputs, of outputs) of salient words; a description takes from either, so that it
    also names words of the task that these very demonstrations do not have.
    """
    inputs, outputs = [d["input"] for d in demos], [d["output"] for d in demos]
    parts = []
    x, y = shape(inputs), shape(outputs)
    frame, verb = rng.choice(FRAMES), rng.choice(VERBS)
    names = rng.choice(INPUT_NAMES[x]), rng.choice(OUTPUT_NAMES[y])
    if rng.random() < 0.85:
        parts.append(frame.format(x=names[0], y=names[1], verb=verb, Verb=verb.capitalize()))
    rest = []
    distinct = sorted(set(outputs))
    if len(demos) >= 3 and len(distinct) <= max(2, len(demos) // 2) and typical([length_of(o) for o in outputs]) <= 4:
        shown = distinct[:8]
        rng.shuffle(shown)
        rest += [rng.choice(LABELS).format(w=join(shown, rng))] * 2
    else:
        openers = collections.Counter(o.split(maxsplit=1)[0] for o in outputs if o.split())
        word, count = openers.most_common(1)[0] if openers else ("", 0)
        if len(demos) >= 3 and count >= 0.8 * len(demos):
            rest.append(rng.choice(OPENERS).format(w=word))
    fields = collections.Counter(f for t in inputs for f in set(FIELD.findall(t)))
    common = [f.lower() if rng.random() < 0.5 else f for f, n in fields.items() if n >= 0.8 * len(inputs)]
    if common:
        rest.append(rng.choice(FIELDS).format(w=join([f"a {f}" if f.islower() else f for f in common[:5]], rng)))
    if most((o.strip().lower() in i.lower() for i, o in zip(inputs, outputs)), 0.9) and typical([len(o) for o in outputs]) > 2:
        rest.append(rng.choice(COPIES))
    words = typical([length_of(o) for o in outputs])
    if words > 3 and rng.random() < 0.4:
        rest.append(rng.choice(LENGTHS).format(n=words if words < 12 else 5 * round(words / 5)))
    for side, templates in ((0, ABOUT_INPUT), (1, ABOUT_OUTPUT)):
        salient = rng.choice([task_words[side], document_words[side], [*task_words[side][:8], *document_words[side][:8]]])
        if salient and rng.random() < 0.7:
            chosen = rng.sample(salient, min(len(salient), rng.randint(1, 5)))
            rest.append(rng.choice(templates).format(w=join(chosen, rng)))
    rng.shuffle(rest)
    parts += rest[:rng.randint(1, 4)]
    if rng.random() < 0.2:
        rng.shuffle(parts)
    if not parts:
        parts = [frame.format(x=names[0], y=names[1], verb=verb, Verb=verb.capitalize())]
    return rng.choice(OPENINGS) + reword(" ".join(parts), rng, rng.choice([0.0, 0.3, 0.7]))


LINE = re.compile(r"(?<=[.!?:])\s+|\n+")


def instruction_inside(demos):
    """For inputs that hold the instruction themselves: the lines that nearly all inputs share, and the demonstrations without them.

    Returns (definition, demos); the definition is empty where too little is shared.
    """
    split = [[s for s in LINE.split(d["input"]) if s.strip()] for d in demos]
    counts = collections.Counter(s for lines in split for s in dict.fromkeys(lines))
    shared = {s for s, n in counts.items() if n >= 0.7 * len(demos)}
    definition = " ".join(s.strip() for s in dict.fromkeys(s for s in max(split, key=lambda lines: len(shared & set(lines))) if s in shared))
    if length_of(definition) < 4:
        return "", demos
    kept = [{"input": " ".join(s for s in lines if s not in shared), "output": d["output"]} for lines, d in zip(split, demos)]
    return definition, [d for d in kept if d["input"]]
