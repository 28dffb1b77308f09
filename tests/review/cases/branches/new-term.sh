cat > glossary/concepts/health-score.yml <<'YAML'
# yaml-language-server: $schema=../../schemas/concept.schema.json
term: Health score
category: metrics
definition: Number that sums up how likely a customer is to stay.
related: [churn-rate]
YAML
