"""Static files under names that carry their content's hash, each with its compressed copies beside it."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where `collectstatic` has run; the plain name where it has not (tests, a fresh checkout)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name from the manifest; never look a file up that was not collected."""
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Leave a reference alone that points at nothing of ours (a data: address inside a vendored stylesheet)."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """Return what makes the copies: with gzip alone, for Brotli takes six times as long at every start."""
        return Compressor(**kwargs, use_brotli=False)
