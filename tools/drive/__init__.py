"""`./dev demo --drive`: does the main job in a real browser, on all three sites."""
