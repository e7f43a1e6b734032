-- A copy of the database must not take money: no keys, nothing offered.
UPDATE payment_provider
   SET sagepay_service_key = NULL,
       sagepay_account_number = NULL,
       sagepay_account_key = NULL,
       state = 'disabled',
       is_published = FALSE
 WHERE code = 'sagepay';
