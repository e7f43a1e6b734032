"""What keeps a company from going live: one function per question, read only."""
