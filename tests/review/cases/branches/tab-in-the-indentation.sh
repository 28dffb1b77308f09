printf 'related:\n\t- onboarding\n' >> glossary/concepts/renewal.yml
