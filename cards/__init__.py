"""What people see: views in, card parameters or plain text out."""
