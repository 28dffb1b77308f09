"""Formulas in a small part of TeX: evaluated, broken into lines, written as MathML."""
