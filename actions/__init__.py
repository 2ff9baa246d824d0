"""What the dialogue can do: one module per thing a learner can ask for."""
