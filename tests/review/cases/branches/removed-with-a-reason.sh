git rm --quiet glossary/concepts/onboarding.yml
cat >> glossary/termbase.yml <<'YAML'
removed:
  - {id: onboarding, reason: It is a common word., date: 2025-03-01}
YAML
