"""Named experiments: what each asks, what is measured, and the page that its numbers write."""
