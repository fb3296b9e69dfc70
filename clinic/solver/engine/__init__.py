"""The search for a day's rides, in plain numbers; set-up compiles this folder (`clinic.solver.compiled`).

Large neighbourhood search (Shaw 1998; Ropke and Pisinger 2006; strings as in Christiaens and Vanden Berghe 2020), with
an exact schedule of every route. Every module here is plain typed Python that mypyc compiles as it stands: whole
numbers are `i64`, rows of numbers `vec`, and nothing outside of this folder is imported.
"""

from __future__ import annotations
