cat > glossary/concepts/renewal.yml <<'YAML'
definition: "Agreement of a customer to continue a contract for another period."
category: 'lifecycle'
term: "Renewal"
YAML
