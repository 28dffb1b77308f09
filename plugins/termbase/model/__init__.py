"""The values that everything else works with: concepts, author files, diagnostics, artifacts."""
