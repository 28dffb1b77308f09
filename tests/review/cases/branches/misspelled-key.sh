sed -i 's/^category:/categroy:/' glossary/concepts/renewal.yml
