git commit --quiet --allow-empty -m "Nothing"
