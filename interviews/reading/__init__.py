"""Files that came from elsewhere: bytes in, readings out. Pure; nothing is fetched, whatever a file names.

Bottom up: `text` (bytes to lines), `lines` (a line's name, parameters and value), `blocks` (what stands between BEGIN
and END), then `zones`, `people`, `contacts` and `events`, and `mails` for what a mail carries.
"""
