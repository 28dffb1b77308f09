sed -i '/^definition:/d' glossary/concepts/renewal.yml
