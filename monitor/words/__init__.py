"""Words and sentences: what people read, in every language of the product."""
