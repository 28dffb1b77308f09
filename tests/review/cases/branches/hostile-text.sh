cat > glossary/concepts/nice-word.yml <<'YAML'
term: 'Nice word @everyone <img src=x onerror=alert(1)>'
definition: 'Word like [this](https://evil.example) #1 ![x](https://evil.example/x.png) </details> that `$(touch owned)` does nothing.'
synonyms: ["*bold* | cell", "<!-- termbase-diff -->"]
YAML
