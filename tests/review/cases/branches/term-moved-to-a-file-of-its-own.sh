sed -i '/term: Seat/,$d' glossary/concepts/small-words.yml
cat > glossary/concepts/seat.yml <<'YAML'
term: Seat
definition: Right of one person to use a product under a contract.
category: metrics
YAML
