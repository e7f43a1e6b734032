"""Netcash Pay Now (formerly Sage Pay South Africa), the protocol alone.

Pure Python on the standard library alone: no Odoo, no database, no state.
Everything the gateway or a browser sends comes in as untrusted bytes or text and
leaves as frozen value objects; the only failures are the three of ``errors``.
"""
