echo "A customer may [[churn]]." >> docs/index.md
