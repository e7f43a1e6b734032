from . import test_any_provider
