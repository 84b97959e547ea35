"""make.py DIR: values of arch, skfolio, statsmodels and scipy for the tests of io.reprise.research.validate."""
import sys, gzip
import numpy as np, pandas as pd
from arch.bootstrap import SPA, StationaryBootstrap, optimal_block_length
from skfolio.model_selection import CombinatorialPurgedCV
import statsmodels.api as sm
from scipy.stats import spearmanr

out = sys.argv[1]
lines = []
def put(key, value):
    lines.append(key + "=" + ",".join(repr(float(v)) for v in np.ravel(value)))
def rows(name, table, fmt):
    with gzip.GzipFile(f"{out}/{name}.csv.gz", "wb", mtime=0) as f:
        np.savetxt(f, table, delimiter=",", fmt=fmt)

for case, (seed, edge) in enumerate([(1, 0.0), (2, 0.25), (3, -0.4)]):
    rng = np.random.default_rng(seed)
    t, k, block, reps = 240, 8, 6, 150
    noise = rng.standard_normal((t, k))
    for i in range(1, t):
        noise[i] += 0.3 * noise[i - 1]
    bench = np.round(rng.standard_normal(t) * 0.01, 10)
    models = np.round(bench[:, None] - 0.01 * (noise + np.linspace(-1, 1, k) * edge), 10)
    test = SPA(bench, models, block_size=block, reps=reps, seed=seed); test.compute()
    again = StationaryBootstrap(block, bench[:, None] - models, seed=seed); index = []
    for _ in again.bootstrap(reps):
        index.append(np.asarray(again.index))
    rows(f"spa{case}-advantage", bench[:, None] - models, "%.17g"); rows(f"spa{case}-orders", np.array(index), "%d")
    put(f"spa{case}", [test.pvalues["lower"], test.pvalues["consistent"], test.pvalues["upper"]])

for case, (n, ar) in enumerate([(200, 0.0), (1000, 0.5), (500, 0.9), (777, -0.4)]):
    rng = np.random.default_rng(10 + case); x = rng.standard_normal(n)
    for i in range(1, n):
        x[i] += ar * x[i - 1]
    x = np.round(x, 12); rows(f"series{case}", x[:, None], "%.17g")
    put(f"blocks{case}", optimal_block_length(x).values)
    fit = sm.OLS(x, np.ones(n)).fit(cov_type="HAC", cov_kwds=dict(maxlags=7, use_correction=False))
    put(f"neweyWest{case}", fit.tvalues)

rng = np.random.default_rng(99)
a = np.round(rng.standard_normal((20, 12)), 1); b = np.round(a + rng.standard_normal((20, 12)), 1)
rows("ic-feature", a, "%.17g"); rows("ic-forward", b, "%.17g")
put("ic", [spearmanr(x, y).statistic for x, y in zip(a, b)])

def ranges(index):
    parts, start = [], 0
    for i in range(1, len(index) + 1):
        if i == len(index) or index[i] != index[i - 1] + 1:
            parts.append(f"{index[start]}-{index[i - 1]}"); start = i
    return " ".join(parts)
for n, folds, test, purge, embargo in [(100, 6, 2, 3, 2), (157, 6, 3, 4, 0), (211, 10, 2, 0, 5), (130, 5, 4, 7, 3)]:
    cv = CombinatorialPurgedCV(folds, test, purged_size=purge, embargo_size=embargo)
    key = f"cpcv.{n}.{folds}.{test}.{purge}.{embargo}"; ids = cv.get_path_ids()
    lines.append(f"{key}.paths={cv.n_test_paths}")
    for i, (train, tests) in enumerate(cv.split(np.zeros((n, 1)))):
        lines.append(f"{key}.{i}.train={ranges(train)}")
        lines.append(f"{key}.{i}.tests={' '.join(f'{t[0]}-{t[-1]}' for t in tests)}")
        lines.append(f"{key}.{i}.pathOf={' '.join(str(p) for p in ids[i])}")
open(f"{out}/expected.properties", "w").write("\n".join(lines) + "\n")
