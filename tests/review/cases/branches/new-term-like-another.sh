cat > glossary/concepts/rate-of-churn.yml <<'YAML'
term: Rate of churning
category: metrics
definition: Percentage of customers at the start of a period who are lost during that period.
YAML
