cat > glossary/concepts/new-recurring-revenue.yml <<'YAML'
term: New recurring revenue
abbreviations: [NRR]
category: metrics
definition: Recurring revenue from customers who signed in the period.
YAML
