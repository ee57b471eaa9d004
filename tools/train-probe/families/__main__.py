"""python -m families --documents N --seed S [--held-out-share 0.05]: documents as JSON Lines."""

import argparse
import itertools
import json
import random

from . import documents


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--documents", type=int, required=True)
    args.add_argument("--seed", type=int, required=True)
    args.add_argument("--held-out-share", type=float, default=0.05)
    args = args.parse_args()
    for document in itertools.islice(documents(random.Random(args.seed), args.held_out_share), args.documents):
        print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
