sed -i '/locator: L2/,$d' glossary/entries/handbook.yml
cat >> glossary/entries/guide.yml <<'YAML'
  - locator: L2
    term: Net revenue retention
    definition: What is left of the revenue of a group, and what was added.
YAML
