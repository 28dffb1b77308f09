sed -i 's/Churn is an event/Churn is one event/' glossary/concepts/churn.yml
