sed -i 's/, attrition\]/]/' glossary/concepts/churn.yml
