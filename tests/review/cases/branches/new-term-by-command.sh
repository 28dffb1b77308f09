termbase new "Success plan" --definition "Document in which a vendor and a customer agree on goals." --category lifecycle --related onboarding --force
