from . import sagepay_check, sagepay_statement_upload
