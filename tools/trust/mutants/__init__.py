"""Are the tests to be trusted? Checks are taken out, and tests must turn red."""
