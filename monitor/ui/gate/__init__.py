"""The gate: nobody is answered before it is known who asks."""
