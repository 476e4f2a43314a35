"""The cascade without its scraps: WeasyPrint's StyleFor, writing nothing for a style it shares.

WeasyPrint 70 gathers all declarations of each element in a dictionary, and only then sees that an
element like it (same parent style, same rules) has its style already; the styles of the six
pseudo-elements that every element may have are made each time. For 8,000 cells that is a hundred
megabytes and a tenth of the time. Here the question comes first, and pseudo-elements share too.
"""

from math import inf

from weasyprint.css import (
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

plain_init = StyleFor.__init__


def frugal_init(self, html, sheets, presentational_hints, font_config, target_collector):
    """As StyleFor.__init__, in the same order; see there for what the keys mean."""
    self._cascaded_styles, self._computed_styles = {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    written = add_style_attributes(self._cascaded_styles, html, presentational_hints)
    where = {"root": html.etree_element, "base_url": html.base_url}
    where["target_collector"] = target_collector
    known, known_pseudo, alike = {}, {}, []
    for element in html.wrapper_element.iter_subtree():
        node = element.etree_element
        parent = element.parent.etree_element if element.parent else None
        parent_id = id(self._computed_styles[parent, None]) if element.parent else None
        rules = [rule for sheet in sheets for rule in rules_of(sheet, element)]
        key = (parent_id, written.get(node), tuple(rule[0] for rule in rules))
        style = known.get(key)
        if style is None:
            for rule in rules:
                declare(self._cascaded_styles, node, *rule[1:])
            self.set_computed_styles(node, parent=parent, **where)
            style = known[key] = self._computed_styles[node, None]
            known_pseudo[key] = [
                (pseudo, node) for pseudo in dict.fromkeys(rule[1] for rule in rules) if pseudo
            ]
        else:
            self._computed_styles[node, None] = style
            alike += [(node, *first) for first in known_pseudo[key]]
    for node, pseudo in list(self._cascaded_styles):
        if pseudo:
            self.set_computed_styles(node, pseudo_type=pseudo, parent=node, **where)
    for node, pseudo, first in alike:
        self._computed_styles[node, pseudo] = self._computed_styles[first, pseudo]
    self._cascaded_styles.clear()


def add_style_attributes(cascaded, html, presentational_hints) -> dict:
    """What stands in style="…"; the declarations of each element are part of its key."""
    written = {}
    for specificity, node, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        cascaded.setdefault((node, None), {})
        written[node] = tuple(declarations)
        declare(
            cascaded,
            node,
            None,
            "author",
            inf,
            specificity,
            preprocess_declarations(base_url, declarations),
        )
    return written


def rules_of(entry, element):
    """(key, pseudo-element, origin, layer, specificity, declarations) of the rules that match."""
    sheet, origin, sheet_specificity = entry
    for specificity, _order, pseudo, (declarations, layer) in sheet.matcher.match(element):
        layer_order = inf if layer is None else sheet.layers.index(layer)
        key = (sheet, specificity, id(declarations), layer_order)
        yield key, pseudo, origin, layer_order, sheet_specificity or specificity, declarations


def declare(cascaded, node, pseudo, origin, layer_order, specificity, declarations) -> None:
    style = cascaded.setdefault((node, pseudo), {})
    for name, values, importance in declarations:
        weight = (declaration_precedence(origin, importance), layer_order, specificity)
        old = style.get(name, (None, None))[1]
        if old is None or old <= weight:
            style[name] = values, weight
