printf '<<<<<<< HEAD\nunit: percent\n=======\nunit: share\n>>>>>>> side\n' >> glossary/concepts/churn-rate.yml
