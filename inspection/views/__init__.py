"""Pages of inspection, by what they are about."""
