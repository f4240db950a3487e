"""Every sentence scoring says: why points moved, why a fact is refused, what is wrong with a file; one module each."""
