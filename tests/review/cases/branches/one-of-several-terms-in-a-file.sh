sed -i 's/Sale of a larger edition/Sale of a larger or dearer edition/' glossary/concepts/small-words.yml
