"""The pages of the browser app: they watch an economy that runs in a worker process and change nothing in it."""
