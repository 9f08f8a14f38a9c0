"""What may be asked of a distribution: how the model reckons (`reckoning`), and where it stands (`standing`)."""
