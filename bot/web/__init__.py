"""Pages of our own: health for the operator, the gallery of cards for the demo."""
