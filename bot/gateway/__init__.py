"""The platform seam: everything the service may ask of a chat platform."""
