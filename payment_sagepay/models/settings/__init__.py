"""The settings page and the check of the keys."""

from . import (
    res_config_settings,
    res_config_settings_check,
    res_config_settings_keys,
    res_config_settings_statement,
    sagepay_key_check,
)
