git rm --quiet glossary/concepts/onboarding.yml
