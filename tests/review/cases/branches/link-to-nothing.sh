sed -i 's/\[\[customer success manager\]\]/[[customer sucess manager]]/' glossary/concepts/onboarding.yml
