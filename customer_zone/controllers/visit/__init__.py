"""Who is visiting, and what one browser remembers; asked on every request."""
