from . import test_core_providers
