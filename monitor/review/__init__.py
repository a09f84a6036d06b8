"""A month under review: projects, flags, lists, counts, scores, plan and history."""
