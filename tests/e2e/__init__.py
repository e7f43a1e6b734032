"""Live tests: Odoo with workers, PostgreSQL, the gateway simulator, real HTTP."""
