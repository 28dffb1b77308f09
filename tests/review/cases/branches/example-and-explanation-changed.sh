sed -i 's/10 are lost, so the churn rate is 5%/20 are lost, so the churn rate is 10%/; s/A low rate shows/A low rate may show/' glossary/concepts/churn-rate.yml
