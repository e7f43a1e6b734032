"""`./dev trust`: what must hold, which tests prove it, and what they last said."""
