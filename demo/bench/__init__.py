"""The figures of `make bench`: measured values beside their floor and target; never a test."""
