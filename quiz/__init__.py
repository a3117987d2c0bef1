"""The quiz: YAML -> Question -> Prompt -> Answer -> Mark -> Review -> what to ask next."""
