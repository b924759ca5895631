"""How many typing slips lie between two words?"""


def edit_distance(left: str, right: str) -> int:
    """Insertions, deletions, changes and swaps of two neighbours that make one word of the other.

    Optimal string alignment: no letter is edited twice, so "ca" and "abc" are 3 apart (Boytsov,
    Indexing Methods for Approximate Dictionary Searching, 2011, section 2.2). The whole table is
    filled: the engine this serves is the judge of those that save work.
    """
    table = {(i, 0): i for i in range(len(left) + 1)}
    table |= {(0, j): j for j in range(len(right) + 1)}
    for i, ours in enumerate(left, start=1):
        for j, theirs in enumerate(right, start=1):
            changed = table[i - 1, j - 1] + (ours != theirs)
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, changed)
            if i > 1 and j > 1 and (ours, left[i - 2]) == (right[j - 2], theirs):
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left), len(right)]
