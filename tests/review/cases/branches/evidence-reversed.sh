sed -i 's/A customer who is lost counts as churn/A customer who is lost does not count as churn/' glossary/entries/handbook.yml
