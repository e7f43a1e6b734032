from . import test_together
