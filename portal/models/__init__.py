from portal.models.account import Account
from portal.models.session import Session

__all__ = ["Account", "Session"]
