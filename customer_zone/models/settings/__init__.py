"""What a company decides, and the settings page."""

from . import (
    res_company,
    res_company_reminders,
    res_company_activity,
    res_company_payments,
    res_company_details,
    res_company_statement,
    res_company_statement_run,
    res_company_welcome,
    res_config_settings,
    res_config_settings_activity,
    res_config_settings_reminders,
    res_config_settings_payments,
    res_config_settings_details,
    res_config_settings_statement,
    res_config_settings_statement_run,
    res_config_settings_welcome,
)
