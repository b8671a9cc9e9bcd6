"""SciPy on the curves of the file given (max,half,slope,cap rows, no header): allocate.py FILE TOTAL STARTS

SLSQP from an even split and from random starts: prints "response seconds" of each start.
"""

import sys
import time

import numpy as np
from scipy.optimize import minimize

curves = np.loadtxt(sys.argv[1], delimiter=",")
total, starts = float(sys.argv[2]), int(sys.argv[3])
most, half, slope, cap = curves.T


def response(spend):
    return most / (1 + (half / np.maximum(spend, 1e-12)) ** slope)


random = np.random.default_rng(1)
for start in range(starts):
    share = np.full(len(most), 1 / len(most)) if start == 0 else random.dirichlet(np.ones(len(most)))
    begin = time.perf_counter()
    found = minimize(
        lambda s: -response(s).sum(),
        np.minimum(share * total, cap),
        method="SLSQP",
        bounds=[(0, c) for c in cap],
        constraints={"type": "ineq", "fun": lambda s: total - s.sum()},
        options={"maxiter": 500},
    )
    spend = np.clip(found.x, 0, cap)
    spend *= min(1, total / spend.sum())
    print(response(spend).sum(), time.perf_counter() - begin)
