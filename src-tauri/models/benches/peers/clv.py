"""Fits lifetimes to triples of little-endian doubles (frequency, recency, age) and prints the seconds.

clv.py bgnbd|pnbd FILE
"""

import sys
import time
import warnings

import numpy as np
from lifetimes import BetaGeoFitter, ParetoNBDFitter

warnings.filterwarnings("ignore")
frequency, recency, age = np.fromfile(sys.argv[2], dtype="<f8").reshape(-1, 3).T.copy()
fitter = BetaGeoFitter() if sys.argv[1] == "bgnbd" else ParetoNBDFitter()
began = time.perf_counter()
fitter.fit(frequency, recency, age)
print(time.perf_counter() - began)
