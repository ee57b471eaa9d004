"""Facts that training relies on; answers are checked by other means than the ones that made them.

python -m unittest families.test_families      (in tools/train-probe)
"""

import contextlib
import datetime
import io
import itertools
import json
import random
import re
import unittest

from . import FAMILIES, documents, held_out
from .catalogue import operation
from .family import LONGEST, SHORTEST, demonstrations
from .wording import definition

BY_ID = {family.id: family for family in FAMILIES}


def drawn(pattern, seed=0, times=4, count=6):
    """(task, demonstration) pairs of every family whose id matches."""
    rng = random.Random(seed)
    matching = [family for family in FAMILIES if re.fullmatch(pattern, family.id)]
    assert matching, pattern
    for family in matching:
        for _ in range(times):
            task = family.draw(rng)
            for demo in demonstrations(rng, task, count):
                yield task, demo["input"], demo["output"]


def only_number(text):
    return int(re.search(r"\d+", text).group())


class Documents(unittest.TestCase):
    def setUp(self):
        self.documents = list(itertools.islice(documents(random.Random(5), 0.05), 4000))

    def test_same_seed_same_documents(self):
        again = list(itertools.islice(documents(random.Random(5), 0.05), 300))
        self.assertEqual(again, self.documents[:300])

    def test_a_thousand_families_with_ids_of_their_own(self):
        self.assertGreaterEqual(len(FAMILIES), 1000)
        self.assertEqual(len(BY_ID), len(FAMILIES))

    def test_bounds(self):
        for document in self.documents:
            self.assertTrue(2 <= len(document["demos"]) <= 12)
            self.assertEqual(len({demo["input"] for demo in document["demos"]}), len(document["demos"]))
            for demo in document["demos"]:
                self.assertTrue(demo["output"].strip())
                self.assertTrue(SHORTEST <= len(f"Input: {demo['input']}\nOutput: {demo['output']}") <= LONGEST)

    def test_definitions_are_resolved_and_nearly_all_distinct(self):
        for document in self.documents:
            self.assertNotRegex(document["task"], r"\[[^\[\]]*\|[^\[\]]*\]")
            self.assertNotIn("~", document["task"])
            self.assertNotIn("  ", document["task"])
            self.assertTrue(2 <= len(document["task"].split()) <= 160, document["task"])
        self.assertGreater(len({document["task"] for document in self.documents}), 0.93 * len(self.documents))

    def test_held_out_families_are_a_share_of_all_and_never_mixed(self):
        share = sum(held_out(family.id, 0.05) for family in FAMILIES) / len(FAMILIES)
        self.assertTrue(0.05 <= share < 0.06, share)
        by_operation = {}
        for document in self.documents:
            self.assertEqual(
                by_operation.setdefault(operation(document["task_id"]), document["held_out"]), document["held_out"]
            )


class EveryFamily(unittest.TestCase):
    def test_gives_a_definition_and_demonstrations(self):
        rng = random.Random(11)
        for family in FAMILIES:
            found = 0
            for _ in range(3):
                task = family.draw(rng)
                self.assertTrue(definition(rng, task))
                found = max(found, len(demonstrations(rng, task, 4)))
            self.assertGreaterEqual(found, 2, family.id)


class Answers(unittest.TestCase):
    def test_reversed_words(self):
        for _, given, wanted in drawn("spelling/.*/reverse"):
            self.assertEqual(list(wanted), list(reversed(given)))

    def test_letter_counts(self):
        for _, given, wanted in drawn("spelling/.*/count-vowels"):
            self.assertEqual(int(wanted), len(re.findall("[aeiou]", given, re.I)))

    def test_sorted_lists(self):
        for _, given, wanted in drawn("lists/.*/sort"):
            joint = next(joint for joint in (", ", "; ", " / ", "\n", " - ", " > ", " ") if joint in given)
            items = wanted.split(joint)
            self.assertCountEqual(items, given.split(joint))
            self.assertTrue(all(x.lower() <= y.lower() for x, y in zip(items, items[1:])))

    def test_tables_keep_their_values(self):
        for _, given, wanted in drawn("tables/.*/lines-to-json"):
            self.assertEqual(json.loads(wanted), dict(line.split(": ", 1) for line in given.split("\n")))
        for _, given, wanted in drawn("tables/.*/json-to-sentence"):
            for value in json.loads(given).values():
                self.assertIn(value, wanted)

    def test_lookups_follow_the_table_of_the_definition(self):
        rng = random.Random(2)
        for family in FAMILIES:
            if family.id.startswith("tables/lookup/"):
                task = family.draw(rng)
                for demo in demonstrations(rng, task, 5):
                    for word in demo["output"].split(", "):
                        self.assertIn(word, task.rules[0])

    def test_extremes_of_tables(self):
        for _, given, wanted in drawn("tables/(book|film|apartment)/largest"):
            head, *rows = given.split("\n")
            column = next(i for i, name in enumerate(head.split(",")) if name in ("pages", "minutes", "rent"))
            best = max(rows, key=lambda row: int(row.split(",")[column]))
            self.assertEqual(best.split(",")[0], wanted)

    def test_programs_print_what_is_claimed(self):
        for _, given, wanted in drawn("problems/code/(print|if|len|index|range|loop|string|join)"):
            shown = io.StringIO()
            with contextlib.redirect_stdout(shown):
                exec(given, {})
            self.assertEqual(shown.getvalue().strip(), wanted)

    def test_equations_hold(self):
        for _, _, wanted in drawn("problems/story/.*/equation"):
            left, right = wanted.split(" = ")
            self.assertEqual(eval(left), float(right))
        for _, given, wanted in drawn("problems/expression/unknown"):
            left, right = given.split(" = ")
            self.assertEqual(eval(left.replace("x", wanted)), int(right))

    def test_numbers(self):
        for _, given, wanted in drawn("numbers/.*/factors"):
            self.assertEqual(eval(wanted.replace("x", "*")), only_number(given))
        for _, given, wanted in drawn("numbers/.*/binary"):
            self.assertEqual(int(wanted, 2), only_number(given))
        for _, given, wanted in drawn("numbers/.*/next-prime"):
            n = int(wanted)
            self.assertTrue(only_number(given) < n and not re.fullmatch(r"(11+?)\1+", "1" * n))

    def test_dates(self):
        for _, given, wanted in drawn("measures/date/long-to-iso"):
            self.assertEqual(datetime.datetime.strptime(given, "Date: %B %d, %Y").date().isoformat(), wanted)
        for _, given, wanted in drawn("measures/date/iso-to-british"):
            self.assertEqual(
                datetime.datetime.strptime(wanted, "%d %B %Y").date().isoformat(), given.removeprefix("Date: ")
            )

    def test_clock(self):
        for _, given, wanted in drawn("measures/time/to-12"):
            clock = re.search(r"\d+:\d\d", given).group()
            self.assertEqual(
                datetime.datetime.strptime(clock, "%H:%M").time(), datetime.datetime.strptime(wanted, "%I:%M %p").time()
            )

    def test_answers_are_in_the_passage(self):
        for _, given, wanted in drawn("reading/.*/answer", times=2):
            self.assertIn(wanted.lower(), given.split("\nQuestion:")[0].lower())

    def test_right_option_is_the_only_one_in_the_passage_sentence(self):
        for _, given, wanted in drawn("reading/.*/choose", times=2):
            options = dict(re.findall(r"^([A-D])\) (.*)$", given, re.M))
            self.assertEqual(len(set(options.values())), 4)
            self.assertIn(options[wanted].lower(), given.split("\nQuestion:")[0].lower())

    def test_one_label_for_one_truth(self):
        """Conditions on numbers: the two labels split the inputs as plain arithmetic does."""
        rng = random.Random(3)
        for name, truth in (
            ("even", lambda n: n % 2 == 0),
            ("two-digits", lambda n: 10 <= n <= 99),
            ("prime", lambda n: n > 1 and not re.fullmatch(r"(11+?)\1+", "1" * n)),
        ):
            for form in ("label", "classes"):
                for _ in range(5):
                    demos = demonstrations(rng, BY_ID[f"conditions/number/{name}/{form}"].draw(rng), 12)
                    self.assertEqual(
                        len({demo["output"] for demo in demos}), len({truth(int(demo["input"])) for demo in demos})
                    )
                    pairs = {(truth(int(demo["input"])), demo["output"]) for demo in demos}
                    self.assertLessEqual(len(pairs), 2)

    def test_filters_keep_and_remove_the_same_border(self):
        for task, given, wanted in drawn("conditions/word/.*/longer/keep", times=2):
            limit = int(re.search(r"more than (\d+) letters", task.do).group(1))
            kept = [word for word in given.split(", ") if len(re.sub("[^A-Za-z]", "", word)) > limit]
            self.assertEqual(wanted, ", ".join(kept) or "none")

    def test_odd_one_out_is_in_the_list(self):
        for _, given, wanted in drawn("topics/odd-one-out"):
            self.assertIn(wanted, given.split(", "))

    def test_round_trips_between_case_styles(self):
        for _, given, wanted in drawn("problems/case/.*"):
            plain = [re.sub("[^a-z]", "", text.lower()) for text in (given, wanted)]
            self.assertEqual(*plain)

    def test_negation_and_its_reverse(self):
        for _, given, wanted in drawn("sentences/.*/negate", times=2):
            self.assertEqual(wanted.count(" did not "), 1)
            self.assertNotIn(" not ", given)


if __name__ == "__main__":
    unittest.main()
