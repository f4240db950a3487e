"""`kaohe bench`: what this machine does with our work and with the bare alternatives, side by side."""
