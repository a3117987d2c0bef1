def tried(what, call, *args, **kwargs):
    """Print what came of one forbidden thing: LEAK if it worked."""
    try:
        got = call(*args, **kwargs)
    except BaseException as error:
        print("denied", what, type(error).__name__, getattr(error, "errno", ""))
        return None
    print("LEAK", what, repr(got)[:80])
    return got
