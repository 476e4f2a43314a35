"""The lines of a table with collapsed borders, ruled once over the page instead of cell by cell.

WeasyPrint 70 draws every side of every cell as a line of its own, with its own colour and state.
Most tables have one kind of line throughout: then a page needs one stroke per row and column.
"""

from weasyprint import draw

plain_borders = draw.draw_collapsed_borders


def draw_collapsed_borders(stream, table):
    """Rule the table's part on this page; anything unusual is drawn the plain way."""
    if table.style["direction"] == "rtl" or not table.children:
        return plain_borders(stream, table)
    rows = [row for group in table.children for row in group.children]
    widths = table.column_widths
    if not (rows and widths):
        return None
    line = only_line(table, rows)
    if line is None:
        return plain_borders(stream, table)
    style, width, color = line
    if style != "solid" or width == 0 or color.alpha == 0:
        return plain_borders(stream, table)
    xs = [*table.column_positions, table.column_positions[-1] + widths[-1]]
    ys = [row.position_y for row in rows]
    ys.append(ys[-1] + rows[-1].height)
    half = width / 2
    top = ys[0] - (0 if table.skip_cell_border_top else half)
    bottom = ys[-1] + (0 if table.skip_cell_border_bottom else half)
    first = 1 if table.skip_cell_border_top else 0
    last = len(ys) - (1 if table.skip_cell_border_bottom else 0)
    with stream.artifact(), stream.stacked():
        stream.set_color(color, stroke=True)
        stream.set_line_width(width)
        for x in xs:
            stream.move_to(x, top)
            stream.line_to(x, bottom)
        for y in ys[first:last]:
            stream.move_to(xs[0] - half, y)
            stream.line_to(xs[-1] + half, y)
        stream.stroke()
    return None


def only_line(table, rows):
    """(style, width, colour) when every line on this page is of this one kind, else nothing."""
    vertical, horizontal = table.collapsed_border_grid
    count = len(rows)
    head = len(table.children[0].children) if table.children[0].is_header else 0
    if table.children[-1].is_footer:
        return None
    shift = table.skipped_rows - head if table.skipped_rows else 0
    wanted = [vertical[y if y < head else y + shift] for y in range(count)]
    wanted += [
        horizontal[y if head and y < head + 1 else y + shift]
        for y in range(count + 1)
        if not (y == 0 and table.skip_cell_border_top)
        and not (y == count and table.skip_cell_border_bottom)
    ]
    kinds = {}
    for lines in wanted:
        for _score, line in lines:
            kinds[id(line[2]), line[0], line[1]] = line
    colors = {(line[0], line[1], line[2].space, *line[2]) for line in kinds.values()}
    return next(iter(kinds.values())) if len(colors) == 1 else None
