"""The reader of xlsx: book, blocks, cells and row patterns."""
