"""Tables and zip files that any list can be taken away in."""
