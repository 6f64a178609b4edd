"""Let nbval honour a trailing ; in a cell: it runs cells without history, which IPython takes as "show the value"."""

from nbval.kernel import RunningKernel


def _execute(self, cell_input, allow_stdin=None):
    if not cell_input:
        raise ValueError("A cell to run needs a source.")
    return self.kc.execute(cell_input, silent=False, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


RunningKernel.execute_cell_input = _execute
