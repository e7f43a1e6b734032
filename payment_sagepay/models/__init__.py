from . import (
    provider,
    settings,
    notice,
    transaction,
    settlement,
    attention,
    ir_http,
)
