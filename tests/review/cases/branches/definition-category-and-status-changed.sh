sed -i 's/^category: .*/category: metrics\nreviewed: {by: Ann Lee, date: 2025-03-01}/; s/another period\./another year./' glossary/concepts/renewal.yml
