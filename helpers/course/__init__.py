"""Care for the collection: books (find, run, store), records (what is rendered from one source), desk (learners' copies).

``python -m helpers.course`` is its command. It may use everything below it; nothing below it uses it.
"""

import sys

# nbformat and JupyterLab load jsonschema, which at its import builds a grammar of web addresses (rfc3987_syntax) if it
# finds one: one to two seconds for a check that nothing here asks for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
