from . import test_sale, test_together
