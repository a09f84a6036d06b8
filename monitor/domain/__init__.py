"""Terms and rules of budget execution; the standard library and nothing else."""
