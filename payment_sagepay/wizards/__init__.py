from . import base_module_uninstall, sagepay_check, sagepay_statement_upload
