sed -i 's/$/\r/' glossary/concepts/churn.yml
