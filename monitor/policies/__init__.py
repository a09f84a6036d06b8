"""The rules of judgement, their trial on a month and their track record."""
