"""Which stories of the archive are the same news, told in the same words? Pure functions."""
