"""The name and version of what an export's document is. Pure.

The version grows when a table or field goes, changes its meaning, or comes and has no default. What only came since a
document was written takes its default when it is read.
"""

SCHEMA = "fairhand-export"
VERSION = 1
OLDEST = 1
"""The oldest version that is read."""
