"""What every API of the portal shares: keyset pages."""

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """Pages by position, never by count; a viewset names its own order."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "size"
    ordering = "id"
