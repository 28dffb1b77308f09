printf 'decisions: []\n' > glossary/decisions.yml
