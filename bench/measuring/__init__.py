"""What programs of this folder share: time, memory and sizes."""
