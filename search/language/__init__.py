"""When are two Indonesian words the same word? Tokens, stems, figures, dates in words."""
