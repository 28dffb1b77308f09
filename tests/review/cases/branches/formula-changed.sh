sed -i 's/customers at the start$/customers at the end/' glossary/concepts/churn-rate.yml
