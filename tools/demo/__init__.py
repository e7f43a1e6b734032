"""`./dev demo`: a South African shop with data, mail inbox and gateway.

``--drive`` does the main job in a browser instead of waiting for a person.
"""



def main(arguments):
    """Run the demo until Ctrl-C, or drive it and say whether everything held."""
    from ..progress import Problem

    unknown = set(arguments) - {"--drive"}
    if unknown:
        raise Problem(f"./dev demo knows --drive only, not {' '.join(sorted(unknown))}.")
    if "--drive" in arguments:
        from ..drive.run import drive

        return drive()
    from .serve import serve

    return serve()


