"""Which address shows what? One file a page: read the address, ask, fill the context, render."""
