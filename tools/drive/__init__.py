"""`./dev demo --drive`: does the main job in a real browser, through all three sites."""
