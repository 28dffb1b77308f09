sed -i 's/^related: .*/related: [onboarding]/' glossary/concepts/churn.yml
