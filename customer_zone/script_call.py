"""What a script's call to the zone may look like."""

# Core's own scripts send a list or two inside the parameters.
MOST_LEVELS = 16


def is_call(read_json):
    """Return whether a body is an object whose ``params`` are an object, not too deep.

    What is nested deeper can be neither read nor answered, however small it is.

    :param read_json: function that decodes the body
    """
    try:
        call = read_json()
    except (ValueError, RecursionError):
        return False
    if not isinstance(call, dict) or not isinstance(call.get("params", {}), dict):
        return False
    level = [call]
    for _level in range(MOST_LEVELS):
        level = [inner for outer in level for inner in _inside(outer)]
    return not level


def _inside(value):
    """Return what one decoded value contains, nothing for a text or a number."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
