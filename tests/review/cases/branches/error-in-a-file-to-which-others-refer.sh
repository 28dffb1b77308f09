# One stray colon; the relation, the link, and the published names that lead there are no errors of their own.
sed -i 's/^definition: Employee who/definition: Employee: who/' glossary/concepts/customer-success-manager.yml
sed -i '$a related: [customer-success-manager]' glossary/concepts/onboarding.yml
