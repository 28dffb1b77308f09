sed -i '/id: metrics/d' glossary/termbase.yml
