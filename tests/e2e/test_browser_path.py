"""The whole main job in a browser, through all the sites."""

import pytest

from tools.drive.browser import chromium
from tools.drive.camera import Camera
from tools.drive.run import Drive
from tools.drive.stories import main_job

from .conftest import ADDRESS_BOOK


@pytest.mark.logs(*ADDRESS_BOOK)
def test_an_emailed_invoice_is_paid_and_booked_by_clicking(shop, gateway, tmp_path):
    """The main job; its checks are in the story itself."""
    with chromium() as browser:
        main_job(Drive(shop, browser, Camera(tmp_path)))
    paid = [p for p in gateway.ledger()["payments"] if p["state"] == "paid"]
    assert paid, "the gateway took no money"
