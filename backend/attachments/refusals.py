"""Why a file is not taken."""

from backend.errors import Invalid, Locked


class FileTooBig(Invalid):
    """More than ``LARGEST_FILE``."""

    code = "file_too_big"


class FileTypeRefused(Invalid):
    """Its content is none of the types that are taken, whatever its name says."""

    code = "file_type_refused"


class FileBroken(Invalid):
    """It begins as one of the types and isn't whole, or would grow beyond bounds when opened."""

    code = "file_broken"


class FileEmpty(Invalid):
    """No bytes."""

    code = "file_empty"


class TooManyFiles(Locked):
    """A resident sent more in a day than anybody reads."""

    code = "too_many_files"
