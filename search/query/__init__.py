"""What does a reader ask, before any engine sees it? Syntax, clauses, and the plan between them."""
