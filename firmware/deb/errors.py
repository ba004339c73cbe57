"""What stops a build, in one sentence."""


class BuildError(Exception):
    """The package cannot be built; the text is one sentence for the builder."""
