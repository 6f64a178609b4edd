"""Evidence by subject: data sets in, tidy tables out. A table computed once is handed out as a copy (`datasets.kept`)."""
