"""The launcher: everything that happens before and around Django. Standard library only."""
