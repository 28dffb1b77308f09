git mv glossary/concepts/onboarding.yml glossary/concepts/customer-onboarding.yml
sed -i 's/^term: .*/term: Customer onboarding/; s/learns to use/learns how to use/' glossary/concepts/customer-onboarding.yml
