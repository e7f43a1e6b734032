from . import sagepay_check
