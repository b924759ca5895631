"""How do stories get in, and how does the index follow them?"""
