def migrate(cr, version):
    """Drop the copies of keys that settings forms left behind (O-03).

    The form reads the keys in use from the provider now; nothing fills these columns.
    """
    if not version:
        return
    cr.execute(
        "ALTER TABLE res_config_settings "
        "DROP COLUMN IF EXISTS sagepay_service_key, "
        "DROP COLUMN IF EXISTS sagepay_account_key"
    )
