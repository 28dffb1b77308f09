sed -i 's/, attrition\]/]/' glossary/concepts/churn.yml
sed -i 's/^category: metrics/synonyms: [attrition]\ncategory: metrics/' glossary/concepts/churn-rate.yml
