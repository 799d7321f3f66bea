"""The claims of the public debate: what each asks of the model, the worlds that answer, and the verdicts."""
