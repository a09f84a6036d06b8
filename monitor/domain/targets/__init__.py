"""How a target as written becomes something a result can be compared with."""
