sed -i 's/distinct_from/same_as/; s/One is an event, the other a number./They are one./' glossary/decisions.yml
