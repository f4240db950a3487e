"""The method: facts in, a sheet of explained lines out."""
