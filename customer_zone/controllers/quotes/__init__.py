"""The Quotes tab: reading, accepting, declining, paying."""

from . import routes, routes_answer, routes_core, routes_pay, routes_sign
