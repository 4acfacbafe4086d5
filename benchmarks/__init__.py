"""What speed was promised, measured: `make bench`. Never a test; a figure says something beside its baseline only."""
