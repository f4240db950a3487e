"""One office verb each: storage and scoring, no chat."""
