"""What the policy knows of one word: a rule, a fact, a partner, a source; as plain data first, then as a sheet."""
