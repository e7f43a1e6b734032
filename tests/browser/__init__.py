"""Every page of the zone in a real browser, at 360 and 1280 px."""
