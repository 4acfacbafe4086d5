"""Drawings of figures: each a dataclass that says what to draw, and templates/charts/figure.html that shows it.

Every chart is a `Figure` (charts/figure.py): with a title that says what one sees, whose figures they are, a legend, a
drawing, and the same as a table. The drawing is SVG that needs no script and no style of its own; its lengths are in
percent, so that bars grow with the page and letters do not. It knows no rows and no app: who has figures makes the
dataclass.
"""
