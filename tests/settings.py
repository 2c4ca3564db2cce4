"""The product's settings on a folder of their own, so that no test writes into var/ or depends on somebody's .env.

pytest loads this in each of its processes, and each makes its folder once. A program that a test starts finds the mark
in its environment and keeps the DATA_DIR that the test gave it.
"""

import atexit
import os
import shutil
import tempfile

import environ

_process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("DATA_DIR_MADE_FOR") != _process:
    os.environ["DATA_DIR_MADE_FOR"] = _process
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="fairhand-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
environ.Env.read_env = lambda *args, **kwargs: None

from config.settings import *  # noqa: E402, F403

# Slow on purpose in the product; here nobody attacks, and every sign-in would pay for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  # WhiteNoise warns of a folder that is missing
