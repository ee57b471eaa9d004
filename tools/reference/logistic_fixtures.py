"""Makes test/fixtures/reference/logisticRegression.json: coefficients and probabilities by scikit-learn.

Of two classes scikit-learn fits one vector of weights instead of two, so that its C is twice that of a softmax over both;
`inversePenalty` is the softmax's.

    python tools/reference/logistic_fixtures.py test/fixtures/reference
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression

# Rows, dimension, classes, inverse penalty, and how far apart the classes lie.
CASES = [
    ("three classes that overlap", 24, 3, 3, 1.0, 0.5),
    ("more dimensions than rows", 10, 16, 4, 1.0, 1.0),
    ("two classes that can be parted, hardly penalised", 12, 2, 2, 100.0, 3.0),
    ("strong penalty, uneven classes", 30, 4, 3, 0.01, 1.0),
]
INTERVALS = [(0, 10), (5, 10), (10, 10), (1, 3), (87, 120), (999, 1000)]


def case(index, name, count, dimension, classes, inverse_penalty, distance):
    random = np.random.default_rng(index)
    labels = np.concatenate([np.arange(classes), random.integers(0, classes, count - classes)])
    centres = distance * random.normal(size=(classes, dimension))
    rows = np.round(centres[labels] + random.normal(size=(count, dimension)), 2).astype(np.float32).astype(np.float64)
    new = np.round(2 * random.normal(size=(4, dimension)), 2).astype(np.float32).astype(np.float64)
    model = LogisticRegression(C=inverse_penalty * (2 if classes == 2 else 1), tol=1e-12, max_iter=100_000)
    model.fit(rows, labels)
    weights, intercepts = model.coef_, model.intercept_
    if classes == 2:
        weights, intercepts = np.array([-weights[0] / 2, weights[0] / 2]), np.array([-intercepts[0] / 2, intercepts[0] / 2])
    rounded = lambda values: np.round(values, 6).tolist()
    return dict(
        name=name,
        inversePenalty=inverse_penalty,
        labels=labels.tolist(),
        rows=np.round(rows, 2).tolist(),
        weights=rounded(weights),
        intercepts=rounded(intercepts),
        new=np.round(new, 2).tolist(),
        probabilities=rounded(model.predict_proba(new)),
    )


def main() -> None:
    folder = Path(sys.argv[1])
    reference = dict(
        source=f"scikit-learn {sklearn.__version__} LogisticRegression (lbfgs, tol 1e-12), numpy {np.__version__}",
        cases=[case(index, *parameters) for index, parameters in enumerate(CASES)],
    )
    (folder / "logisticRegression.json").write_text(json.dumps(reference, indent="\t", ensure_ascii=False) + "\n")
    intervals = []
    for successes, trials in INTERVALS:
        interval = binomtest(successes, trials).proportion_ci(0.95, "wilson")
        intervals.append(dict(successes=successes, trials=trials, low=round(interval.low, 9), high=round(interval.high, 9)))
    reference = dict(source=f"scipy {scipy.__version__} binomtest(…).proportion_ci(.95, 'wilson')", intervals=intervals)
    (folder / "wilson.json").write_text(json.dumps(reference, indent="\t", ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
