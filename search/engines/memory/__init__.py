"""What is the right answer? An engine that reads every story; the real ones are judged by it.

Nothing here is fast: each clause is answered from its definition (search.query.clauses) by looking
at the tokens of each story in turn.
"""

from .index import MemoryIndex

__all__ = ["MemoryIndex"]
