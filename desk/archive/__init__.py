"""All that is somebody's in one file, and back again: what is in it, how it is written, read, judged and added."""
