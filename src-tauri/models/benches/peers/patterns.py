"""How many rules pyfim finds and how long it takes: patterns.py FILE SUPPORT CONFIDENCE

Mode "o" counts the support of a rule over all its items; sets of two items and more, as ours.
"""

import sys
import time

import fim

with open(sys.argv[1]) as lines:
    baskets = [[int(item) for item in line.split()] for line in lines]
best, count = None, 0
for _ in range(3):
    began = time.perf_counter()
    count = len(
        fim.arules(baskets, supp=100 * float(sys.argv[2]), conf=100 * float(sys.argv[3]), zmin=2, report="aC", mode="o")
    )
    took = time.perf_counter() - began
    best = took if best is None else min(best, took)
print(count, best)
