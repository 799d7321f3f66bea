"""Many runs in one folder: planned, handed out to processes, published one by one, gone on with after any end."""
