"""The sentences of the portal: found in the code, kept in locale/, checked for gaps."""
