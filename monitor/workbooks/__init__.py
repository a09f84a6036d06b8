"""What reading and writing workbooks share: cell texts, looks of lights, the XlsxWriter book."""
