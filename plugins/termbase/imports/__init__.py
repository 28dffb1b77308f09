"""Imports: one module a format, each a function from files to imported terms; `plan` makes term files of them."""
