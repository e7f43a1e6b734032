"""The demo company: its master data, its ledger and what `./dev demo` prints."""
