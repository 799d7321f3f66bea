"""A search for values of a few parameters with which the model comes nearer to published figures."""
