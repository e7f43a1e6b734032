from . import customer_zone_go_live, customer_zone_go_live_line
