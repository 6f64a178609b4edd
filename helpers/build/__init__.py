"""Make `data/` from publishers' files: ``python -m helpers.build --raw DIR``.

`recipes` says what each file is made of, `catalogue` writes catalogue.toml and data/README.md from the words in data/,
`command` brings both together, `wheel` packs data/ into an installation.
"""
