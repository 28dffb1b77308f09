"""The values that everything else passes on: concepts, author files, diagnostics, artifacts."""
