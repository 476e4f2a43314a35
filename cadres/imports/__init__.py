"""Cadre records by workbook: the columns, how rows are judged together, how they are written."""
