-- A copy of the database must not take money: no keys, nothing offered.
UPDATE payment_provider
   SET sagepay_service_key = NULL,
       sagepay_account_number = NULL,
       sagepay_account_key = NULL,
       state = 'disabled',
       is_published = FALSE
 WHERE code = 'sagepay';
-- Keys that were typed into the settings form and not saved yet.
UPDATE res_config_settings
   SET sagepay_typed_keys = NULL
 WHERE sagepay_typed_keys IS NOT NULL;
-- Nothing calls out by itself; nobody is told about payments that are copies.
UPDATE ir_cron
   SET active = FALSE
 WHERE id IN (
       SELECT res_id
         FROM ir_model_data
        WHERE model = 'ir.cron'
          AND module = 'payment_sagepay'
 );
UPDATE payment_transaction
   SET sagepay_mail_due_at = NULL
 WHERE sagepay_mail_due_at IS NOT NULL;
