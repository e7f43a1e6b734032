"""Local stand-in for the Pay Now gateway: tests and demo only, never shipped."""
