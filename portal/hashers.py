"""The password hash: Argon2id at the OWASP setting that costs about a fifth of a second."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

PARALLEL_HASHES = 4


class TooManySignIns(Exception):
    """All places for hashing are taken; the visitor should try again in a moment."""


class Argon2id(Argon2PasswordHasher):
    """46 MiB, one pass, one lane; at most four at a time, so a login storm cannot eat memory."""

    memory_cost = 47104
    time_cost = 1
    parallelism = 1
    _places = threading.BoundedSemaphore(PARALLEL_HASHES)

    def encode(self, password, salt):
        with self._place():
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with self._place():
            return super().verify(password, encoded)

    @classmethod
    def _place(cls):
        if not cls._places.acquire(timeout=5):
            raise TooManySignIns
        return _Release(cls._places)


class _Release:
    def __init__(self, places):
        self.places = places

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.places.release()
