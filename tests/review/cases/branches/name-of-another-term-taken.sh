# The new term has a name that has led to “Churn” so far.
cat > glossary/concepts/customer-churn.yml <<'YAML'
term: Customer churn
category: lifecycle
definition: Loss of whole customers, in contrast to the loss of seats.
YAML
