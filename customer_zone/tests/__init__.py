from . import (
    test_allow_online_payment,
    test_core_routes,
    test_core_routes_refusals,
    test_email,
    test_event,
    test_guard_start,
    test_link,
    test_log_filter,
    test_payment_refusal,
    test_post_process,
    test_rights,
    test_views,
)
