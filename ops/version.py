"""Which Python the portal needs; written so that an old Python can still read it."""

OLDEST = (3, 11)


def too_old(version):
    """One sentence for a Python that is too old, nothing for one that will do."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    needed = ".".join(str(part) for part in OLDEST)
    found = ".".join(str(part) for part in version[:2])
    return "The portal needs Python {} or newer, but python3 is {}; install python{} and run make PYTHON=python{}.".format(  # noqa: UP032, E501
        needed, found, needed, needed
    )
