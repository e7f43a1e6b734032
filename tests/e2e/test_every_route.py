"""Nonsense at every public address of both addons: refused, never an error of ours."""

import random
from urllib.parse import urlsplit

import pytest

from tools.demo.customers import CUSTOMERS

from .customer import Customer
from .nonsense import Fuzz, public_routes, says_no_more_than_it_should

# Nobody else visits this customer's zone; what is pressed in it stays there.
EMAIL = CUSTOMERS["hexriver"].contact[1]
# The seller is warned about guesses and about posts without their token.
SAID = (
    r"called ignoring args",
    r"This way of paying is not offered",
    r"CSRF validation",
    r"tries out links",
    # Two at the same moment count on one row; the second is repeated.
    r"bad query: .*customer_zone_throttle",
)

ZIPS = ("/zip", "/pack")
MOST_OF_A_ZIP = 20_000_000  # bytes of fifty documents


@pytest.mark.logs(*SAID)
def test_nonsense_at_every_public_address_is_refused_without_an_error(
    shop, seller, witness, full
):
    """X-11, X-12: as a customer and as a stranger; the log stays clean."""
    # The short version says the same of the same code each time.
    seed = random.randrange(10**6) if full else 20261127
    fuzz = Fuzz(Customer(shop, seller, EMAIL, witness.secrets), seed)
    for number in range(10_000 if full else 200):
        if number % 40 == 0:
            fuzz.refresh()
        what, answer = fuzz.send()
        assert says_no_more_than_it_should(answer), (
            f"seed {seed}, request {number}: {what}\n{answer.status_code}\n"
            f"{answer.text[:2000]}"
        )
    zips = [one for one in witness.exchanges if _is_zip(one)]
    assert all(one.size < MOST_OF_A_ZIP for one in zips)
    # What else was answered has the bound of a page.
    witness.exchanges = [one for one in witness.exchanges if not _is_zip(one)]


def _is_zip(exchange):
    return urlsplit(exchange.address).path.endswith(ZIPS)


def test_every_public_route_is_on_the_list():
    """X-11: the list is the one the seam ring compares with the route map."""
    routes = public_routes()
    assert len(routes) > 50
    assert any("sagepay" in address for _kind, _methods, address in routes)
    assert any(kind == "jsonrpc" for kind, _methods, _address in routes)
