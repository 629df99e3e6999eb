"""Times joblib and diskcache, where this Python has them, and prints one line of JSON.

python3 python.py FOLDER ROUNDS
"""

import json
import statistics
import sys
import time

FOLDER, ROUNDS = sys.argv[1], int(sys.argv[2])
HITS, MISSES = 200, 50


def read(foo, n):
    return {"id": foo, "n": n, "depth": n / 3, "calm": n % 2 == 0}


def joblib_cache():
    import joblib

    return joblib.Memory(FOLDER + "/joblib", verbose=0).cache(read)


def diskcache_cache():
    import diskcache

    return diskcache.Cache(FOLDER + "/diskcache").memoize()(read)


def microseconds(call, inputs):
    start = time.perf_counter()
    for foo, n in inputs:
        call(foo, n)
    return (time.perf_counter() - start) * 1e6 / len(inputs)


def measure(open_cache):
    try:
        cached = open_cache()
    except ImportError as error:
        return {"missing": str(error)}
    known = [(f"station-{n}", n) for n in range(HITS)]
    microseconds(cached, known)
    hits, misses = [], []
    for turn in range(ROUNDS):
        hits.append(microseconds(cached, known))
        misses.append(microseconds(cached, [("new", turn * MISSES + n) for n in range(MISSES)]))
    return {"hit": statistics.median(hits), "miss": statistics.median(misses)}


print(json.dumps({"joblib": measure(joblib_cache), "diskcache": measure(diskcache_cache)}))
