git rm --quiet glossary/concepts/renewal.yml
