from . import (
    test_answers,
    test_callbacks,
    test_callbacks_hostile,
    test_evidence,
    test_guarantees,
    test_outcomes,
    test_provider,
    test_receipt,
    test_recheck,
    test_settings,
    test_settlement_booking,
    test_start,
)
