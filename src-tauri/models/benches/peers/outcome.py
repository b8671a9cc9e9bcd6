"""scikit-learn on the train.csv and test.csv of the folder given: prints "model seconds", writes model.txt."""

import csv
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.compose import make_column_transformer

folder = Path(sys.argv[1])


def read(name):
    with open(folder / name) as file:
        rows = csv.reader(file)
        header = next(rows)
        table = np.array([[float(x) for x in row] for row in rows])
    return header, table[:, :-1], table[:, -1]


header, x, y = read("train.csv")
_, xt, _ = read("test.csv")
levels = [i for i, name in enumerate(header[:-1]) if name.startswith("c")]
numbers = [i for i, name in enumerate(header[:-1]) if name.startswith("n")]
encode = make_column_transformer(
    (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), levels)
)
small = len(y) <= 30_000
models = {
    "logistic": make_pipeline(encode, LogisticRegression(max_iter=1000)),
    "hist-boosting": HistGradientBoostingClassifier(categorical_features=levels or None, early_stopping=True),
    "hist-boosting-slow": HistGradientBoostingClassifier(
        categorical_features=levels or None, learning_rate=0.05, max_iter=1000, early_stopping=True, max_leaf_nodes=8
    ),
}
if small:
    models["boosting"] = make_pipeline(encode, GradientBoostingClassifier())
for name, model in models.items():
    started = time.perf_counter()
    model.fit(x, y)
    seconds = time.perf_counter() - started
    np.savetxt(folder / f"{name}.txt", model.predict_proba(xt)[:, 1])
    print(name, f"{seconds:.3f}")
