git mv glossary/concepts/churn-rate.yml glossary/concepts/customer-loss-rate.yml
sed -i 's/churn-rate/customer-loss-rate/' glossary/concepts/*.yml
