"""The channels that real collections come by, and what is compared after them."""
