"""Workbooks read into rows: checked files, mapped headings, tolerant cells; knows no cadre."""
