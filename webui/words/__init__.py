"""What does a reader see? Every sentence and label of the pages, in Indonesian; how figures look.

Templates take their labels from here by name; a test sees to it that they hold no words themselves.
"""

from . import browsing, common, embedding, faults, figures, searching, story, suggesting, timeline

__all__ = [
    "browsing",
    "common",
    "embedding",
    "faults",
    "figures",
    "searching",
    "story",
    "suggesting",
    "timeline",
]
