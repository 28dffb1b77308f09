sed -i 's/title: Words/title: Our words/; s/title: Metrics/title: Numbers/' glossary/termbase.yml
sed -i 's/title: Field guide/title: Field guide, second edition/' glossary/sources.yml
