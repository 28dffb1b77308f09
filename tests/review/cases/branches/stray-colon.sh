sed -i 's/^definition: Loss of a customer, who/definition: Loss of a customer: who/' glossary/concepts/churn.yml
