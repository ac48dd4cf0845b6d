"""The optional compiled helper: the glance of Equal Shares (see `wallets`) in C, some times faster.

`pip install '.[fast]'` and `python -m budgeting.allocation compile` build it with the machine's C compiler;
then it is used wherever it can be imported. It only guides: its sums keep within the same error bounds as
NumPy's, whatever their order, and exact numbers decide, so that outcomes are the same with and without it.
"""

import shutil
import tempfile
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

import numpy as np

from .errors import AllocationError
from .problem import Array

NAME = "_glance"
DECLARATION = """
int glance(const int64_t *group, int64_t size, const double *weights, const double *grades,
           const double *products, const double *money, double total, double cost, double slack,
           double *scratch, double *guess, double *rich);
"""
SOURCE = r"""
#include <stdint.h>
#define LANES 8

/* Newton's method from *guess; 0 where the supporters surely cannot pay. See Wallets.glance. */
static int glance(const int64_t *group, int64_t size, const double *weights, const double *grades,
                  const double *products, const double *money, double total, double cost, double slack,
                  double *scratch, double *guess, double *rich)
{
    double *ratio = scratch, *held = scratch + size, y = *guess, before = -1.0, all = 0.0;
    int64_t i, whole = size - size % LANES;
    int k, steps = 0;
    for (i = 0; i < size; i++) {
        double have = money[group[i]];
        held[i] = weights[i] * have;
        ratio[i] = grades ? have / grades[i] : have;
    }
    for (;;) {
        double poor[LANES] = {0}, paid[LANES] = {0}, left = total, owed = cost;
        for (i = 0; i < whole; i += LANES)
            for (k = 0; k < LANES; k++) {
                double is_poor = ratio[i + k] < y ? 1.0 : 0.0;
                poor[k] += products[i + k] * is_poor;
                paid[k] += held[i + k] * is_poor;
            }
        for (; i < size; i++)
            if (ratio[i] < y) {
                poor[0] += products[i];
                paid[0] += held[i];
            }
        for (k = 0; k < LANES; k++) {
            left -= poor[k];
            owed -= paid[k];
        }
        if (left <= 0 && steps == 0 && y > 0) {
            y = 0.0;
            continue;
        }
        if (left <= 0) {
            for (i = 0; i < size; i++)
                all += held[i];
            if (all < cost - slack)
                return 0;
        }
        if (left <= 0 || left == before || (steps > 1 && left > before))
            break;
        steps++;
        before = left;
        y = owed / left;
    }
    *guess = y;
    *rich = before;
    return 1;
}
"""


def _load() -> Any:
    try:
        return import_module(f"{__package__}.{NAME}")
    except ImportError:
        return None


library: Any = _load()
"""The compiled module, or None."""


def build(folder: Path) -> Path:
    """Compiles the helper into a folder; the file. Raises AllocationError where that cannot be done."""
    try:
        from cffi import FFI, VerificationError
    except ImportError:
        raise AllocationError("compile", "cffi is not installed: pip install '.[fast]'") from None
    ffi = FFI()
    ffi.cdef(DECLARATION)
    ffi.set_source(NAME, SOURCE, extra_compile_args=["-O3", "-march=native", "-ffp-contract=off"])
    with tempfile.TemporaryDirectory() as workshop:
        try:
            made = Path(ffi.compile(tmpdir=workshop))
        except (VerificationError, ImportError, OSError) as fault:
            raise AllocationError("compile", f"the C compiler did not make it ({fault})") from None
        return Path(shutil.copy(made, folder / f"{NAME}{EXTENSION_SUFFIXES[0]}"))


class Glances:
    """The helper made ready for one electorate: where its arrays lie."""

    __slots__ = ("_arrays", "_ffi", "_glance", "_guess", "_kept", "_rich", "_scratch")

    def __init__(
        self, groups: list[Array], weights: list[Array], grades: list[Array | None], products: list[Array]
    ) -> None:
        ffi = self._ffi = library.ffi
        self._glance = library.lib.glance
        self._guess, self._rich = ffi.new("double *"), ffi.new("double *")
        self._kept = [np.ascontiguousarray(group, dtype=np.int64) for group in groups]
        longest = max((len(group) for group in groups), default=0)
        self._scratch = ffi.from_buffer("double[]", np.empty(2 * longest + 1))
        self._arrays = [
            (
                ffi.from_buffer("int64_t[]", group),
                len(group),
                ffi.from_buffer("double[]", own),
                ffi.NULL if grade is None else ffi.from_buffer("double[]", grade),
                ffi.from_buffer("double[]", product),
            )
            for group, own, grade, product in zip(self._kept, weights, grades, products, strict=True)
        ]

    def glance(
        self, p: int, money: Array, *, total: float, cost: float, slack: float, start: float
    ) -> tuple[float, float] | None:
        """The guess and the last weight of those who are rich; None where p's supporters surely cannot
        pay."""
        self._guess[0] = start
        at = self._ffi.from_buffer("double[]", money)
        if not self._glance(*self._arrays[p], at, total, cost, slack, self._scratch, self._guess, self._rich):
            return None
        return self._guess[0], self._rich[0]
