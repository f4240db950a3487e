"""What people say and tap, and what they hear back; one duty per file."""
