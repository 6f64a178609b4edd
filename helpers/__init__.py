"""Before any library starts: what a kernel asks of the machine, so that a class fits one (tests/benchmarks/memory.py).

Whatever is set already stays. JupyterLab and `make store` import this, and their kernels inherit it; a kernel that
somebody else starts takes it from here at its first import, but for glibc's arenas, which are settled by then.
"""

import os

for name, value in {
    "OMP_NUM_THREADS": "1",  # matrices of a thousand rows: more threads cost memory and gain nothing
    "OPENBLAS_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",  # pyfixest's
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # its own allocator sets 1 GB of address space aside
    "MALLOC_ARENA_MAX": "2",  # otherwise 64 MB of address space for each thread of a kernel, of which there are 16
}.items():
    os.environ.setdefault(name, value)
