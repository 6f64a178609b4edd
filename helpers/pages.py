"""A page that stands alone: one file of HTML that fetches nothing."""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def document(title: str, style: str, body: str) -> str:
    """A page of a title and a body, both HTML, in a style (CSS)."""
    return _PAGE.format(title=title, style=style.strip(), body=body)
