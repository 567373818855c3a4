"""What every field and column means, made from the model itself, and its equals elsewhere."""
