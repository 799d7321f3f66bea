"""Markets: they match intentions and return trades; they decide nothing and move no money."""
